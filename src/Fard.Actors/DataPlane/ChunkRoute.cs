namespace Fard.Actors.DataPlane;

/// <summary>One stream that a listener waits for; disposing it makes the listener forget the stream.</summary>
public sealed class ChunkRoute : IDisposable
{
    private readonly ChunkListener _listener;
    private readonly TaskCompletionSource<DataConnection> _connection = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChunkRoute(ChunkListener listener, Hello hello)
    {
        _listener = listener;
        Hello = hello;
    }

    /// <summary>What a connection has to say to be this one.</summary>
    public Hello Hello { get; }

    /// <summary>The connection, once the other side has dialled; whoever takes it disposes it.</summary>
    public Task<DataConnection> Connection => _connection.Task;

    internal bool TryAttach(DataConnection connection) => _connection.TrySetResult(connection);

    public void Dispose()
    {
        _listener.Forget(this);
        _connection.TrySetCanceled();
    }
}
