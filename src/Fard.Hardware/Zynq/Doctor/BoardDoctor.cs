using System.Collections.Immutable;
using System.Globalization;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Linux;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Doctor;

/// <summary>Looks at a board's Linux for all that a <see cref="ZynqAccelerator"/> needs, and says what to do about what is missing. Changes nothing.</summary>
/// <param name="board">What the board should be.</param>
/// <param name="options">How it is reached, or null for the defaults.</param>
/// <param name="isRoot">Whether this process has root's rights.</param>
public sealed class BoardDoctor(BoardDescription board, ZynqOptions? options, bool isRoot)
{
    /// <summary>What cnvW2A2 needs with 64 images a start, with room for parameters.</summary>
    private const long EnoughBufferBytes = 8L << 20;

    private const long EnoughMemoryKib = 128 * 1024;

    private readonly ZynqOptions _options = options ?? new ZynqOptions();

    private IBoardFiles Files => _options.Files;

    /// <summary>Every finding, in the order in which they matter.</summary>
    public ImmutableArray<Finding> Examine() =>
        [Rights(), Model(), Kernel(), Manager(), Attributes(), Firmware(), Buffers(), Registers(), Interrupts(), Memory(), Clock()];

    private Finding Rights() => isRoot
        ? new Finding("rights", Severity.Fine, "root")
        : new Finding("rights", Severity.Problem, "not root", "Loading bitstreams and mapping registers take root's rights: run fard with sudo, or as a service of root's.");

    private Finding Model()
    {
        if (Text(BoardPaths.Model) is not { Length: > 0 } model)
            return new Finding("board", Severity.Note, "no device tree model", "This may be no board at all.");
        var words = board.Name.Split('-');
        return words.All(word => model.Contains(word, StringComparison.OrdinalIgnoreCase)) || model.Contains("zynq", StringComparison.OrdinalIgnoreCase)
            ? new Finding("board", Severity.Fine, model)
            : new Finding("board", Severity.Note, model, $"fard.board.type is {board.Name}. Set it to the board that this is.");
    }

    private Finding Kernel() => Text(BoardPaths.KernelRelease) is not { Length: > 0 } release
        ? new Finding("kernel", Severity.Note, "unknown version")
        : release.Contains("xilinx", StringComparison.OrdinalIgnoreCase) || release.Contains("xlnx", StringComparison.OrdinalIgnoreCase)
            ? new Finding("kernel", Severity.Fine, release)
            : new Finding("kernel", Severity.Note, release, "This is no kernel of the vendor's (linux-xlnx) by its name; the next lines tell whether it can load bitstreams.");

    private Finding Manager()
    {
        if (!Files.Exists(BoardPaths.FpgaManager))
            return new Finding("fpga manager", Severity.Problem, $"no {BoardPaths.FpgaManager}", "The kernel needs CONFIG_FPGA_MGR_ZYNQ_FPGA and a device tree with devcfg. PYNQ's images have both.");
        var state = Text($"{BoardPaths.FpgaManager}/state") ?? "unreadable";
        var found = $"{Text($"{BoardPaths.FpgaManager}/name") ?? "no name"}, state {state}";
        return state.Contains("error", StringComparison.Ordinal)
            ? new Finding("fpga manager", Severity.Note, found, "The last load failed; the next one may work. Its words are in dmesg.")
            : new Finding("fpga manager", Severity.Fine, found);
    }

    private Finding Attributes()
    {
        var missing = ((string[])["flags", "firmware"]).Where(name => !Files.Exists($"{BoardPaths.FpgaManager}/{name}")).ToArray();
        return missing.Length == 0
            ? new Finding("vendor attributes", Severity.Fine, "flags, firmware")
            : new Finding("vendor attributes", Severity.Problem, $"no {string.Join(", ", missing)}", "A mainline kernel has none; boot the vendor's kernel (linux-xlnx), as PYNQ's images have.");
    }

    private Finding Firmware() => Files.Exists(BoardPaths.Firmware)
        ? new Finding("firmware folder", Severity.Fine, BoardPaths.Firmware)
        : new Finding("firmware folder", Severity.Note, $"no {BoardPaths.Firmware}", "It is made with the first bitstream that is loaded.");

    private Finding Buffers()
    {
        const string advice = "Build and load the module u-dma-buf (github.com/ikwzm/udmabuf): modprobe u-dma-buf udmabuf0=16777216";
        var devices = Files.List(BoardPaths.DmaBuffers);
        if (devices.Count == 0)
            return new Finding("buffers", Severity.Problem, "no u-dma-buf device", advice);
        var name = _options.BufferDevice ?? devices[0];
        if (!devices.Contains(name))
            return new Finding("buffers", Severity.Problem, $"no {name}; there is {string.Join(", ", devices)}", "Set fard.board.zynq.buffer-device to one that exists.");
        if (!long.TryParse(Text($"{BoardPaths.DmaBuffers}/{name}/size"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            return new Finding("buffers", Severity.Problem, $"{name} has no readable size", advice);
        return bytes >= EnoughBufferBytes
            ? new Finding("buffers", Severity.Fine, $"{name}, {bytes >> 20} MiB")
            : new Finding("buffers", Severity.Note, $"{name}, {bytes >> 10} KiB", $"Large batches need about {EnoughBufferBytes >> 20} MiB: {advice}");
    }

    private Finding Registers() => Files.Exists(BoardPaths.PhysicalMemory)
        ? new Finding("registers", Severity.Fine, BoardPaths.PhysicalMemory)
        : Files.List(BoardPaths.UserIo).Count > 0
            ? new Finding("registers", Severity.Note, $"no {BoardPaths.PhysicalMemory}", "Only kernels with a UIO device can be reached.")
            : new Finding("registers", Severity.Problem, $"no {BoardPaths.PhysicalMemory} and no UIO device", "The kernel needs CONFIG_DEVMEM, or a device tree with generic-uio for the kernels.");

    private Finding Interrupts() => Files.List(BoardPaths.UserIo) is { Count: > 0 } devices
        ? new Finding("interrupts", Severity.Fine, string.Join(", ", devices.Select(device => $"{device} ({Text($"{BoardPaths.UserIo}/{device}/name") ?? "no name"})")))
        : new Finding("interrupts", Severity.Note, "no UIO device", "Kernels are polled for their end, which costs processor time. A device tree overlay with generic-uio gives interrupts.");

    private Finding Memory()
    {
        var available = Text(BoardPaths.MemoryInformation)?.Split('\n').FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal))
            ?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (available is not [_, var number, ..] || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kib))
            return new Finding("memory", Severity.Note, "unknown");
        return kib >= EnoughMemoryKib
            ? new Finding("memory", Severity.Fine, $"{kib >> 10} MiB available")
            : new Finding("memory", Severity.Note, $"{kib >> 10} MiB available", $"A member wants about {EnoughMemoryKib >> 10} MiB. Stop what is not needed, such as Jupyter.");
    }

    private Finding Clock()
    {
        if (_options.CrystalHertz is not { } crystal)
            return new Finding("fabric clock", Severity.Note, "left as it is", $"Set fard.board.zynq.crystal (50 MHz on a PYNQ-Z1) and Fard sets the clock that a package states; {board.Name}'s is {board.ClockHertz / 1_000_000} MHz.");
        IRegisters? registers = null;
        try
        {
            registers = _options.OpenRegisters(Files, FabricClock.BaseAddress, FabricClock.ByteCount);
            return new Finding("fabric clock", Severity.Fine, $"{new FabricClock(registers, crystal).Read() / 1e6:0.###} MHz now; set with each bitstream");
        }
        catch (AcceleratorException failure)
        {
            return new Finding("fabric clock", Severity.Note, "cannot be read", failure.Message);
        }
        finally
        {
            (registers as IDisposable)?.Dispose();
        }
    }

    private string? Text(string path)
    {
        try
        {
            return Files.Exists(path) ? Files.Read(path) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
