using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Fard.Actors.DataPlane;

/// <summary>Sends a header and a payload with one call of the system, without copying the payload, and allocates nothing per call. One call at a time.</summary>
internal sealed class GatheringSend(Socket socket) : SocketAsyncEventArgs, IValueTaskSource
{
    private readonly ArraySegment<byte>[] _parts = new ArraySegment<byte>[2];
    private ManualResetValueTaskSourceCore<bool> _core;

    /// <exception cref="SocketException">The connection is lost.</exception>
    public ValueTask SendAsync(ArraySegment<byte> header, ArraySegment<byte> payload)
    {
        if (payload.Count > 0)
        {
            SetBuffer(null, 0, 0);
            (_parts[0], _parts[1]) = (header, payload);
            BufferList = _parts;
        }
        else
        {
            // A list that ends with nothing takes the system a second call, which fails where the other side has hung up after the frame.
            BufferList = null;
            SetBuffer(header.Array, header.Offset, header.Count);
        }

        _core.Reset();
        return socket.SendAsync(this) ? new ValueTask(this, _core.Version) : Result();
    }

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (SocketError == SocketError.Success) _core.SetResult(true);
        else _core.SetException(new SocketException((int)SocketError));
    }

    private ValueTask Result() => SocketError == SocketError.Success ? ValueTask.CompletedTask : ValueTask.FromException(new SocketException((int)SocketError));

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
