using System.Collections.Immutable;
using Fard.Hardware.Boards;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>Whether configuration files are for a board's FPGA; asked before anything is loaded.</summary>
public static class BoardFit
{
    // AMD UG585, Zynq-7000 technical reference manual, "PSS_IDCODE"; without the revision.
    private static readonly ImmutableDictionary<string, uint> IdCodes = ImmutableDictionary<string, uint>.Empty
        .Add("xc7z020", 0x3727093)
        .Add("xc7z045", 0x3731093);

    /// <exception cref="ConfigurationFormatException">The file is for another part, or the part is none that is configured here.</exception>
    public static void Check(BitFile bit, BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(bit);
        ArgumentNullException.ThrowIfNull(board);
        if (!IdCodes.TryGetValue(board.Part, out var idCode))
            throw new ConfigurationFormatException(bit.Name, $"{board.Name} has a {board.Part}; supported are {string.Join(", ", IdCodes.Keys.Order(StringComparer.Ordinal))}.");
        if (!IsPart(bit.Part, board))
            throw new ConfigurationFormatException(bit.Name, $"it was built for the part {bit.Part}, {board.Name} has a {board.Part}. Build it for this board.");
        if (bit.IdCode != idCode)
            throw new ConfigurationFormatException(bit.Name, $"its data is for an FPGA with IDCODE 0x{bit.IdCode:x7}, {board.Name}'s {board.Part} has 0x{idCode:x7}.");
    }

    /// <exception cref="ConfigurationFormatException">The hand-off is for another part.</exception>
    public static void Check(HardwareHandoff handoff, BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(handoff);
        ArgumentNullException.ThrowIfNull(board);
        if (!IsPart(handoff.Device, board))
            throw new ConfigurationFormatException(handoff.Name, $"it was built for the part {handoff.Device}, {board.Name} has a {board.Part}. Build it for this board.");
    }

    // Files name the part without its family's prefix and with its package: 7z020clg400.
    private static bool IsPart(string part, BoardDescription board) => ("xc" + part).StartsWith(board.Part, StringComparison.OrdinalIgnoreCase);
}
