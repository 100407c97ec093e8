using System.Collections.Immutable;

namespace Fard.Hardware.Boards;

/// <summary>The boards that are known by name.</summary>
public static class BoardCatalog
{
    private const long Mib = 1 << 20;
    private const string Zynq7000 = "AMD DS190, Zynq-7000 SoC overview, and the board's manual";
    private const string UltraScalePlus = "AMD DS891, Zynq UltraScale+ MPSoC overview, and the board's manual";

    /// <summary>The board of the FARD paper; BNN-PYNQ's overlays run at 100 MHz on it.</summary>
    public static BoardDescription PynqZ1 { get; } = new("pynq-z1", "xc7z020", 53_200, 17_400, 106_400, 140, 0, 220, 100_000_000, 512 * Mib, Zynq7000);

    /// <summary>The same FPGA and memory as <see cref="PynqZ1"/>; overlays of BNN-PYNQ are built for both.</summary>
    public static BoardDescription PynqZ2 { get; } = PynqZ1 with { Name = "pynq-z2" };

    public static BoardDescription Zc706 { get; } = new("zc706", "xc7z045", 218_600, 70_400, 437_200, 545, 0, 900, 200_000_000, 1024 * Mib, Zynq7000);

    /// <summary>BNN-PYNQ's overlays run at 300 MHz on it.</summary>
    public static BoardDescription Ultra96 { get; } = new("ultra96", "xczu3eg", 70_560, 28_800, 141_120, 216, 0, 360, 300_000_000, 2048 * Mib, UltraScalePlus);

    public static BoardDescription Zcu104 { get; } = new("zcu104", "xczu7ev", 230_400, 101_760, 460_800, 312, 96, 1_728, 300_000_000, 2048 * Mib, UltraScalePlus);

    public static ImmutableArray<BoardDescription> All { get; } = [PynqZ1, PynqZ2, Zc706, Ultra96, Zcu104];

    /// <summary>The board of that name, upper and lower case alike.</summary>
    /// <exception cref="UnknownBoardException">There is none; the message lists the names.</exception>
    public static BoardDescription Find(string name) => TryFind(name) ?? throw new UnknownBoardException(name, All.Select(board => board.Name));

    /// <summary>The board of that name, upper and lower case alike; null where there is none.</summary>
    public static BoardDescription? TryFind(string name) => All.FirstOrDefault(board => string.Equals(board.Name, name, StringComparison.OrdinalIgnoreCase));
}
