using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>Gives a transfer up that stands still for too long.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly DataEndpoint _endpoint;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _stall;
    private readonly CancellationTokenSource _linked;

    public StallWatch(ContentSettings settings, TimeProvider time, DataEndpoint endpoint, CancellationToken caller)
    {
        (_limit, _endpoint, _caller) = (settings.StallTimeout, endpoint, caller);
        _stall = new CancellationTokenSource(_limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_stall.Token, caller);
    }

    /// <summary>Cancelled by the caller, or when nothing moves.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Something has moved.</summary>
    public void Moved() => _stall.CancelAfter(_limit);

    /// <exception cref="DataPlaneException">Nothing moved for too long.</exception>
    public async Task<T> GuardAsync<T>(Func<Task<T>> transfer)
    {
        try
        {
            return await transfer();
        }
        catch (OperationCanceledException) when (!_caller.IsCancellationRequested)
        {
            throw new DataPlaneException(
                DataPlaneError.ConnectionLost, $"Nothing came from {_endpoint} or went there for {_limit.TotalSeconds:0.###} s (fard.content.stall-timeout).");
        }
    }

    public void Dispose()
    {
        _linked.Dispose();
        _stall.Dispose();
    }
}
