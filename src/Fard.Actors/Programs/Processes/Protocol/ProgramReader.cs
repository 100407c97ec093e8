using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>
/// Reads frames from a socket: prefix and header through a small buffer, bodies straight to where they belong. One reader at a time; nothing is allocated
/// for a frame.
/// </summary>
/// <remarks>Every frame's body has to be read, with <see cref="ReadBodyAsync"/>, before the next frame.</remarks>
internal sealed class ProgramReader(Socket socket, int maxBody)
{
    // Small, so that most of a chunk is received where it belongs.
    private const int Least = 512;

    private byte[] _buffer = new byte[Least];
    private int _start;
    private int _end;
    private int _header;

    /// <summary>The header of the frame that was read last.</summary>
    public ReadOnlySpan<byte> Header => _buffer.AsSpan(_start - _header, _header);

    /// <summary>Waits for the next frame and reads its header; null: the program has closed the connection between two frames.</summary>
    /// <exception cref="ProgramProtocolException">What came is no frame, or ends within one.</exception>
    /// <exception cref="SocketException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ProgramFrame?> NextAsync(CancellationToken cancellationToken)
    {
        _header = 0;
        if (!await FillAsync(ProgramFrame.PrefixLength, cancellationToken).ConfigureAwait(false)) return null;
        var frame = ProgramFrame.Read(_buffer.AsSpan(_start), maxBody);
        _start += ProgramFrame.PrefixLength;
        if (!await FillAsync(frame.HeaderLength, cancellationToken).ConfigureAwait(false)) throw Cut(frame.Type);
        _start += frame.HeaderLength;
        _header = frame.HeaderLength;
        return frame;
    }

    /// <summary>Reads the whole body; <see cref="Header"/> stays as it is.</summary>
    /// <param name="body">Memory of the frame's body length.</param>
    /// <exception cref="ProgramProtocolException">The connection ends within the body.</exception>
    /// <exception cref="SocketException">The connection is lost.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask ReadBodyAsync(ProgramFrame frame, Memory<byte> body, CancellationToken cancellationToken)
    {
        var buffered = Math.Min(body.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(body.Span);
        // The header stays in front of what was taken out of the buffer behind it.
        _buffer.AsSpan(_start + buffered, _end - _start - buffered).CopyTo(_buffer.AsSpan(_start));
        _end -= buffered;
        for (var read = buffered; read < body.Length;)
        {
            var count = await socket.ReceiveAsync(body[read..], SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (count == 0) throw Cut(frame.Type);
            read += count;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        MakeRoom(wanted);
        while (_end - _start < wanted)
        {
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (count == 0) return _end == _start && wanted == ProgramFrame.PrefixLength ? false : throw Cut(null);
            _end += count;
        }

        return true;
    }

    private void MakeRoom(int wanted)
    {
        if (_buffer.Length - _start >= wanted && _start < Least / 2) return;
        var larger = wanted > _buffer.Length ? new byte[wanted] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        (_buffer, _end, _start) = (larger, _end - _start, 0);
    }

    private static ProgramProtocolException Cut(ProgramFrameType? frame) =>
        new($"The connection ended within {(frame is { } type ? $"a {type} frame" : "a frame")}.");
}
