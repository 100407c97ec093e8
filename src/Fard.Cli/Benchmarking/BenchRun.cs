using Fard.Actors.Jobs;

namespace Fard.Cli.Benchmarking;

/// <summary>Keeps so many jobs under way and measures windows until they agree.</summary>
/// <param name="send">Runs one job of so many images to its last result.</param>
/// <param name="window">Length of a window.</param>
/// <param name="mostWindows">Windows after which it gives up to wait for three that agree.</param>
internal sealed class BenchRun(Func<int, CancellationToken, Task> send, TimeSpan window, int mostWindows, TimeProvider time)
{
    private readonly Lock _gate = new();
    private List<double> _latencies = [];
    private int _failed;
    private string? _lastFailure;

    /// <summary>Measures one point. The first window, in which bitstreams are loaded and queues fill, does not count.</summary>
    public async Task<BenchPoint> MeasureAsync(int concurrency, int batch, CancellationToken cancellationToken)
    {
        (_failed, _lastFailure) = (0, null);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var workers = Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => WorkAsync(batch, stopping.Token), CancellationToken.None)).ToArray();
        var windows = new List<BenchWindow>();
        try
        {
            await NextAsync(batch, cancellationToken).ConfigureAwait(false);
            while (windows.Count < mostWindows && !StabilityRule.IsStable(windows))
                windows.Add(await NextAsync(batch, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(workers).ConfigureAwait(false);
        }

        return BenchPoint.Of(concurrency, batch, windows, _failed, _lastFailure);
    }

    private async Task<BenchWindow> NextAsync(int batch, CancellationToken cancellationToken)
    {
        Take();
        var began = time.GetTimestamp();
        await Task.Delay(window, time, cancellationToken).ConfigureAwait(false);
        var latencies = Take();
        return new BenchWindow(latencies.Count * (double)batch / time.GetElapsedTime(began).TotalSeconds, latencies);
    }

    private List<double> Take()
    {
        lock (_gate)
        {
            var taken = _latencies;
            _latencies = [];
            return taken;
        }
    }

    private async Task WorkAsync(int batch, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await send(batch, cancellationToken).ConfigureAwait(false);
                lock (_gate)
                    _latencies.Add(time.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (FardJobException failure)
            {
                lock (_gate)
                    (_failed, _lastFailure) = (_failed + 1, failure.Message);
                // What is refused at once would be refused again at once.
                await Task.Delay(window / 20, time, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}
