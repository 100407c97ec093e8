using System.Buffers.Text;
using System.Globalization;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Buffers;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>
/// Buffers out of one contiguous memory that the kernel module u-dma-buf provides: <c>/dev/udmabuf0</c> for its bytes, <c>/sys/class/u-dma-buf/udmabuf0</c> for its
/// physical address and for handing bytes over between processor and FPGA, which do not see each other's caches.
/// </summary>
/// <remarks>Sync by the attributes sync_offset, sync_size, sync_direction and then sync_for_device or sync_for_cpu, as u-dma-buf's README describes them.</remarks>
public sealed class DmaBuffers : IDeviceBufferAllocator, IDisposable
{
    private const int Alignment = 4096;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, int> _used = [];
    private readonly MappedMemory _memory;
    private readonly IBoardAttribute _offset, _size, _direction, _forDevice, _forProcessor;
    private readonly string _name;
    private readonly ulong _address;
    private readonly int _byteCount;

    private DmaBuffers(IBoardFiles files, string name, ulong address, int byteCount)
    {
        _name = name;
        _address = address;
        _byteCount = byteCount;
        var folder = $"{BoardPaths.DmaBuffers}/{name}";
        // Cached: the processor copies whole chunks, and the explicit sync is what makes that right.
        _memory = new MappedMemory(files.PathOf($"{BoardPaths.Devices}/{name}"), 0, byteCount, cached: true);
        _offset = files.Open($"{folder}/sync_offset");
        _size = files.Open($"{folder}/sync_size");
        _direction = files.Open($"{folder}/sync_direction");
        _forDevice = files.Open($"{folder}/sync_for_device");
        _forProcessor = files.Open($"{folder}/sync_for_cpu");
    }

    private enum Direction
    {
        ToDevice = 1,
        FromDevice = 2,
    }

    /// <summary>Opens the first buffer device, or the one that is named.</summary>
    /// <exception cref="AcceleratorException">There is none, or it cannot be used.</exception>
    public static DmaBuffers Open(IBoardFiles files, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        var known = files.List(BoardPaths.DmaBuffers);
        name ??= known.Count > 0 ? known[0] : null;
        if (name is null || !known.Contains(name))
        {
            throw new AcceleratorException(
                $"There is no u-dma-buf device{(name is null ? "" : $" {name}")} ({BoardPaths.DmaBuffers}). Load the module, for 16 MiB: `modprobe u-dma-buf udmabuf0=16777216`.");
        }

        var folder = $"{BoardPaths.DmaBuffers}/{name}";
        try
        {
            var address = files.Read($"{folder}/phys_addr");
            var size = files.Read($"{folder}/size");
            if (!address.StartsWith("0x", StringComparison.Ordinal) || !ulong.TryParse(address.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var physical))
                throw new AcceleratorException($"{folder}/phys_addr is '{address}', no address.");
            if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes < Alignment)
                throw new AcceleratorException($"{folder}/size is '{size}'; expected {Alignment} to {int.MaxValue} bytes.");
            return new DmaBuffers(files, name, physical, bytes);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AcceleratorException($"The u-dma-buf device {name} cannot be used: {failure.Message} It takes root's rights.", failure);
        }
    }

    /// <inheritdoc/>
    public IDeviceBuffer Allocate(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(byteCount);
        lock (_gate)
        {
            var start = 0;
            foreach (var (offset, length) in _used)
            {
                if (byteCount <= offset - start)
                    break;
                start = (offset + length + Alignment - 1) / Alignment * Alignment;
            }

            if (byteCount > _byteCount - start)
            {
                throw new AcceleratorException(
                    $"{_name} has no {byteCount} bytes left: {_used.Values.Sum()} of {_byteCount} are in use. Load u-dma-buf with a larger size, or use fewer images per start.");
            }

            _used.Add(start, byteCount);
            return new Buffer(this, start, byteCount);
        }
    }

    public void Dispose()
    {
        _memory.Dispose();
        foreach (var attribute in (IBoardAttribute[])[_offset, _size, _direction, _forDevice, _forProcessor])
            attribute.Dispose();
    }

    private void Sync(int offset, int byteCount, Direction direction)
    {
        lock (_gate)
        {
            Write(_offset, offset);
            Write(_size, byteCount);
            Write(_direction, (int)direction);
            (direction == Direction.ToDevice ? _forDevice : _forProcessor).Write("1"u8);
        }
    }

    private static void Write(IBoardAttribute attribute, int value)
    {
        Span<byte> text = stackalloc byte[16];
        Utf8Formatter.TryFormat(value, text, out var length);
        attribute.Write(text[..length]);
    }

    private sealed class Buffer(DmaBuffers owner, int start, int length) : IDeviceBuffer
    {
        private bool _disposed;

        public ulong DeviceAddress => owner._address + (ulong)start;

        public Span<byte> Bytes => _disposed ? throw new ObjectDisposedException(nameof(Buffer)) : owner._memory.Bytes.Slice(start, length);

        public void SyncForDevice(int byteCount) => Sync(byteCount, Direction.ToDevice);

        public void SyncForProcessor(int byteCount) => Sync(byteCount, Direction.FromDevice);

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            lock (owner._gate)
                owner._used.Remove(start);
        }

        private void Sync(int byteCount, Direction direction)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, length);
            owner.Sync(start, byteCount, direction);
        }
    }
}
