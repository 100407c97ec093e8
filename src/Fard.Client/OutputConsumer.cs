using System.Collections.Immutable;
using System.Threading.Channels;
using Akka.Actor;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>
/// Pulls the output of one instance from every replica, straight from its board. The next pull acknowledges what the one before gave, and is made only when
/// all of that was consumed.
/// </summary>
/// <param name="findPeers">Asks where the replicas are.</param>
internal sealed class OutputConsumer(string application, Func<CancellationToken, Task<ApplicationPeers>> findPeers) : IAsyncDisposable
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    private readonly string _name = $"{Guid.NewGuid():N}";
    private readonly Channel<OutputReceived> _batches = Channel.CreateUnbounded<OutputReceived>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<(string Peer, long Incarnation), Task> _pulling = [];
    private Task _running = Task.CompletedTask;

    /// <summary>What comes; ends when the instance is gone.</summary>
    public ChannelReader<OutputReceived> Batches => _batches.Reader;

    /// <exception cref="FardApplicationException">There is no such instance.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var peers = await findPeers(cancellationToken);
        _running = Task.Run(() => RunAsync(peers), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_pulling.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task RunAsync(ApplicationPeers peers)
    {
        try
        {
            while (true)
            {
                foreach (var peer in peers.Peers) Follow(peer);
                await Task.Delay(Refresh, TimeProvider.System, _stopping.Token);
                peers = await findPeers(_stopping.Token);
            }
        }
        catch (FardApplicationException)
        {
            // It was killed: what is here already is still consumed.
            _batches.Writer.TryComplete();
        }
        catch (Exception exception)
        {
            _batches.Writer.TryComplete(exception);
        }
    }

    private void Follow(PeerEntry peer)
    {
        var key = (peer.Id, peer.Incarnation);
        if (!_pulling.TryGetValue(key, out var pulling) || pulling.IsCompleted) _pulling[key] = Task.Run(() => PullAsync(peer));
    }

    // Ends when the replica does not answer; if it is still there, another one begins.
    private async Task PullAsync(PeerEntry peer)
    {
        var acknowledged = 0L;
        try
        {
            while (true)
            {
                var batch = await peer.Actor.Ask<OutputBatch>(new PullOutput(application, peer.Id, _name, acknowledged, Wait), Patience, _stopping.Token);
                if (batch.Items.IsEmpty) continue;
                // An answer that was lost is given again.
                var known = (int)Math.Clamp(acknowledged + 1 - batch.First, 0, batch.Items.Length);
                var fresh = new OutputReceived(peer.Id, batch.Items[known..]);
                await _batches.Writer.WriteAsync(fresh, _stopping.Token);
                await fresh.Consumed.Task.WaitAsync(_stopping.Token);
                acknowledged = batch.First + batch.Items.Length - 1;
            }
        }
        catch (Exception exception) when (exception is AskTimeoutException or OperationCanceledException or ChannelClosedException)
        {
            // Nobody is there, or nobody wants more.
        }
    }
}

/// <summary>Output of one replica that was not consumed yet.</summary>
internal sealed record OutputReceived(string Peer, ImmutableArray<ReadOnlyMemory<byte>> Items)
{
    /// <summary>Set when all of it was consumed.</summary>
    public TaskCompletionSource Consumed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
