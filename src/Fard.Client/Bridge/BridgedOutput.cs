using System.Collections.Concurrent;

namespace Fard.Client.Bridge;

/// <summary>
/// The output of applications, piece by piece as it is asked for: the next piece is fetched when the one before was asked for, so a slow user slows the
/// application down and nothing piles up here.
/// </summary>
internal sealed class BridgedOutput(IBridgeClient client) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);

    /// <summary>The next piece; null: the application was killed.</summary>
    public async Task<(string Peer, ReadOnlyMemory<byte> Data)?> NextAsync(string application, CancellationToken cancellationToken)
    {
        var consumer = _consumers.GetOrAdd(application, name => new Consumer(client, name));
        try
        {
            if (await consumer.NextAsync(cancellationToken).ConfigureAwait(false) is { } piece) return piece;
            await ForgetAsync(application).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            await ForgetAsync(application).ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var application in _consumers.Keys) await ForgetAsync(application).ConfigureAwait(false);
    }

    private async ValueTask ForgetAsync(string application)
    {
        if (_consumers.TryRemove(application, out var consumer)) await consumer.DisposeAsync().ConfigureAwait(false);
    }

    // A call that was given up leaves its piece to the next call.
    private sealed class Consumer(IBridgeClient client, string application) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _turn = new(1, 1);
        private readonly CancellationTokenSource _ended = new();
        private IAsyncEnumerator<(string Peer, ReadOnlyMemory<byte> Data)>? _output;
        private Task<bool>? _pending;

        public async Task<(string Peer, ReadOnlyMemory<byte> Data)?> NextAsync(CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                _output ??= client.ConsumeOutputAsync(application, _ended.Token).GetAsyncEnumerator(_ended.Token);
                _pending ??= _output.MoveNextAsync().AsTask();
                var more = await _pending.WaitAsync(cancellationToken).ConfigureAwait(false);
                _pending = null;
                return more ? _output.Current : null;
            }
            finally
            {
                _turn.Release();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            if (_pending is not null) await ((Task)_pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_output is not null) await _output.DisposeAsync().ConfigureAwait(false);
            _ended.Dispose();
            _turn.Dispose();
        }
    }
}
