using System.Buffers;
using System.Buffers.Binary;

namespace Akka.Remote.Wire;

/// <summary>
/// Cuts a stream of bytes into frames. The owner receives into <see cref="FreeSpace"/>, calls <see cref="Advance"/> and takes frames until there is none.
/// A length outside 1..maximum is refused before anything is allocated for it.
/// </summary>
internal sealed class FrameBuffer : IDisposable
{
    internal const int LengthSize = 4;

    private readonly int _maximumFrameSize;
    private byte[] _buffer;
    private int _start;
    private int _end;

    public FrameBuffer(int maximumFrameSize, int capacity = 64 * 1024)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximumFrameSize);
        _maximumFrameSize = maximumFrameSize;
        _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public Memory<byte> FreeSpace
    {
        get
        {
            MakeRoom();
            return _buffer.AsMemory(_end);
        }
    }

    public void Advance(int received)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(received, _buffer.Length - _end);
        _end += received;
    }

    /// <summary>The next whole frame (kind and body); it is valid until <see cref="FreeSpace"/> is asked for again.</summary>
    public bool TryTake(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        var available = _end - _start;
        if (available < LengthSize) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        if (length < 1 || length > _maximumFrameSize)
            throw new WireFormatException($"A frame of {length} bytes was announced; 1 to {_maximumFrameSize} are accepted (akka.remote.dot-netty.tcp.maximum-frame-size).");
        if (available < LengthSize + length) return false;
        frame = _buffer.AsSpan(_start + LengthSize, length);
        _start += LengthSize + length;
        return true;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void MakeRoom()
    {
        if (_start == _end) _start = _end = 0;
        var needed = LengthSize;
        if (_end - _start >= LengthSize) needed += Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start)), 0, _maximumFrameSize);
        if (_buffer.Length - _start >= needed && _end < _buffer.Length) return;
        if (_buffer.Length >= needed && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length + 1));
            _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        _end -= _start;
        _start = 0;
    }
}
