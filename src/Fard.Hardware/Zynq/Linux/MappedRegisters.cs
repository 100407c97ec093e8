using System.Globalization;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>The registers of one kernel as device memory of the board, by a UIO device where the device tree has one for them, else by <c>/dev/mem</c>.</summary>
public sealed class MappedRegisters : IRegisters, IDisposable
{
    private readonly MappedMemory _memory;

    private MappedRegisters(MappedMemory memory, string? userIo) => (_memory, UserIo) = (memory, userIo);

    /// <summary>The UIO device, such as <c>uio0</c>, which has the kernel's interrupt too; null where the registers are reached through /dev/mem.</summary>
    public string? UserIo { get; }

    /// <summary>Maps registers.</summary>
    /// <param name="files">The board's files.</param>
    /// <param name="address">Physical address of the first; a multiple of 4096.</param>
    /// <param name="byteCount">Bytes that belong to them.</param>
    /// <exception cref="AcceleratorException">They cannot be mapped.</exception>
    public static MappedRegisters Open(IBoardFiles files, ulong address, uint byteCount)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfNotEqual(address % 4096, 0ul, nameof(address));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, (uint)int.MaxValue);
        foreach (var device in files.List(BoardPaths.UserIo))
        {
            if (MapOf(files, device) is { } map && map.Address == address && map.Bytes >= byteCount)
                return new MappedRegisters(new MappedMemory(files.PathOf($"{BoardPaths.Devices}/{device}"), 0, (int)byteCount, cached: false), device);
        }

        return new MappedRegisters(new MappedMemory(files.PathOf(BoardPaths.PhysicalMemory), address, (int)byteCount, cached: false), null);
    }

    public uint Read32(uint offset) => _memory.Read32(offset);

    public void Write32(uint offset, uint value) => _memory.Write32(offset, value);

    public void Dispose() => _memory.Dispose();

    private static (ulong Address, ulong Bytes)? MapOf(IBoardFiles files, string device)
    {
        var folder = $"{BoardPaths.UserIo}/{device}/maps/map0";
        try
        {
            return files.Exists(folder) ? (Hexadecimal(files.Read($"{folder}/addr")), Hexadecimal(files.Read($"{folder}/size"))) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static ulong Hexadecimal(string text) =>
        ulong.Parse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
