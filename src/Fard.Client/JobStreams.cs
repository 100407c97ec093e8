using System.Threading.Channels;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;

namespace Fard.Client;

/// <summary>
/// The streams of one job over all of its attempts. The images stay here until the end: an attempt that breaks is followed by one that goes on where the
/// results end.
/// </summary>
internal sealed class JobStreams : IAsyncDisposable
{
    private readonly JobCall _call;
    private readonly JobImages _images;
    private readonly DataPlaneSettings _settings;
    private readonly ChunkStream _output;
    private readonly JobResults _results;
    private readonly Action<JobCall> _broken;
    private readonly TimeSpan _failureWait;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    /// <param name="broken">Called while an attempt is over and nothing was heard of the next for a while.</param>
    /// <param name="completed">Called when the last result is there.</param>
    public JobStreams(JobPlaced placed, JobCall call, JobImages images, ClientSettings settings, Action<JobCall> broken, Action completed)
    {
        _call = call;
        _images = images;
        _broken = broken;
        _failureWait = settings.FailureWait;
        _output = new ChunkStream(placed.Job, placed.Positions.Length, placed.OutputBytesPerImage, images.Count, placed.ChunkImages);
        _results = new JobResults(_output, completed);
        // Results are small and are all kept: no board waits for a caller that takes its time.
        _settings = settings.DataPlane with { WindowChunks = int.MaxValue, WindowBytes = int.MaxValue };
        _running = Task.Run(() => RunAsync(placed));
    }

    /// <summary>Results as they arrive; ends after the last.</summary>
    public ChannelReader<ImageResult> Results => _results.Arrived;

    /// <summary>Whether every result is there, read or not.</summary>
    public bool IsComplete => _results.IsComplete;

    /// <summary>After the last result: lets the last boards say goodbye, and closes the connections.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await _running.WaitAsync(_settings.ConnectTimeout);
        }
        catch (TimeoutException)
        {
            // A board is gone with its last word unsaid; the results are all there.
        }

        await DisposeAsync();
    }

    /// <summary>Closes the connections; a job that is not complete is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync(JobPlaced placed)
    {
        try
        {
            var next = placed;
            while (next is not null) next = await RunAttemptAsync(next);
        }
        catch (Exception exception)
        {
            _results.Fail(exception);
        }
    }

    // Gives the attempt that follows, or null where none is needed or wanted.
    private async Task<JobPlaced?> RunAttemptAsync(JobPlaced placed)
    {
        await using var attempt = new JobAttempt(placed, _images, _output, _results, _settings, _call.Request.TraceParent);
        var later = _call.LaterAttempts.WaitToReadAsync(_stopping.Token).AsTask();
        await Task.WhenAny(attempt.Completion, later);
        if (_results.IsComplete)
        {
            await Task.WhenAny(attempt.Completion, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token));
            return null;
        }

        if (_stopping.IsCancellationRequested)
        {
            await attempt.CloseAsync(givenUp: true);
            return null;
        }

        // What broke here is closed at once, so that the boards hear of it if they have not.
        await attempt.CloseAsync(givenUp: false);
        if (!later.IsCompleted && attempt.Completion.Exception?.InnerException is { } failure)
        {
            if (failure is not DataPlaneException exception) throw failure;
            if (exception is { ReportedByPeer: true, Error: DataPlaneError.UnknownJob }) return placed;
        }

        while (!later.IsCompleted)
        {
            if (await Task.WhenAny(later, Task.Delay(_failureWait, TimeProvider.System, _stopping.Token)) != later && !_stopping.IsCancellationRequested) _broken(_call);
        }

        JobPlaced? latest = null;
        while (!_stopping.IsCancellationRequested && _call.LaterAttempts.TryRead(out var read)) latest = read;
        return latest;
    }
}
