using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Fard.Actors.DataPlane;

/// <summary>The bytes that come in on a socket: headers from a buffer, payloads straight into their place. One task reads.</summary>
/// <remarks>
/// With the rest of a payload the header behind it is received by the same call of the system. Of long payloads no more than that header is taken, because
/// every other byte would have to be copied; of short ones whatever is there, because a call costs more than a copy.
/// </remarks>
internal sealed class SocketInput
{
    private const int BufferSize = 16 * 1024;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly ArraySegment<byte>[] _parts = new ArraySegment<byte>[2];
    private int _start;
    private int _end;

    /// <param name="socket">Is switched to non-blocking, so that what is there can be taken without waiting.</param>
    public SocketInput(Socket socket)
    {
        _socket = socket;
        socket.Blocking = false;
    }

    /// <summary>What was received and is not read.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>So many of the buffered bytes are read.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _end - _start);
        _start += count;
        if (_start == _end) _start = _end = 0;
    }

    /// <summary>Receives until at least <paramref name="count"/> bytes are buffered, or the peer says that nothing follows.</summary>
    /// <param name="count">At most some hundred: the buffer is moved to make room.</param>
    /// <exception cref="SocketException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    public async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (_buffer.Length - _start < count)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var more = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
            if (more == 0) return;
            _end += more;
        }
    }

    /// <summary>
    /// Fills <paramref name="destination"/>, and computes the CRC-32C of each piece as it comes, while it is in the cache and the next is under way. Count is
    /// less than its length only where the peer said that nothing follows.
    /// </summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(ReusingMethodBuilder<>))]
    public async ValueTask<(int Count, uint Crc)> ReadAsync(ArraySegment<byte> destination, CancellationToken cancellationToken)
    {
        var got = Math.Min(_end - _start, destination.Count);
        _buffer.AsSpan(_start, got).CopyTo(destination);
        Advance(got);
        var crc = Crc32C.Compute(destination.AsSpan(0, got));
        while (got < destination.Count)
        {
            var more = TryReceive(destination[got..], destination.Count)
                ?? await _socket.ReceiveAsync(destination.AsMemory(got), SocketFlags.None, cancellationToken);
            if (more == 0) break;
            crc = Crc32C.Append(crc, destination.AsSpan(got, more));
            got += more;
        }

        return (got, crc);
    }

    /// <summary>Takes what is there for the rest of a payload, and what follows into the empty buffer; null where nothing is there yet.</summary>
    private int? TryReceive(ArraySegment<byte> rest, int payload)
    {
        (_parts[0], _parts[1]) = (rest, new ArraySegment<byte>(_buffer, 0, payload < BufferSize ? BufferSize : FrameHeader.Length));
        var count = _socket.Receive(_parts, SocketFlags.None, out var error);
        if (error is SocketError.WouldBlock or SocketError.IOPending) return null;
        if (error != SocketError.Success) throw new SocketException((int)error);
        var taken = Math.Min(count, rest.Count);
        _end = count - taken;
        return taken;
    }
}
