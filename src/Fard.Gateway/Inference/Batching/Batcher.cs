using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Statistics;

namespace Fard.Gateway.Inference.Batching;

/// <summary>
/// Gathers the requests of one application into jobs. The first request runs at once. While jobs are under way, requests wait for companions until
/// their job is full or the oldest has waited for the maximum delay; and while as many jobs are under way as may be, until one ends.
/// </summary>
internal sealed class Batcher : IDisposable
{
    private readonly string _application;
    private readonly BatchSettings _settings;
    private readonly IInferenceRuntime _runtime;
    private readonly InFlightLimit _limit;
    private readonly ModelStatistics _statistics;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LinkedList<PendingImages> _waiting = [];
    private readonly ITimer _timer;
    private int _waitingImages;
    private int _jobs;

    public Batcher(string application, BatchSettings settings, IInferenceRuntime runtime, InFlightLimit limit, ModelStatistics statistics, TimeProvider time)
    {
        _application = application;
        _settings = settings;
        _runtime = runtime;
        _limit = limit;
        _statistics = statistics;
        _time = time;
        _timer = time.CreateTimer(_ => Dispatch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs the images of one request, with others or alone.</summary>
    /// <param name="images">Images, one behind the other, as the model takes them.</param>
    /// <param name="cancellationToken">Gives this request up; its job runs on if others are part of it.</param>
    /// <exception cref="InferenceException">The request was refused, or its job failed.</exception>
    public async Task<BatchedResult> RunAsync(InferenceModel model, ReadOnlyMemory<byte> images, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _limit.Enter(count);
        var request = new PendingImages(model, images, count, _time.GetTimestamp());
        lock (_gate)
        {
            _waiting.AddLast(request);
            _waitingImages += count;
        }

        Dispatch();
        await using var registration = cancellationToken.UnsafeRegister((_, token) => Leave(request, token), null);
        return await request.Completion;
    }

    public void Dispose() => _timer.Dispose();

    private void Leave(PendingImages request, CancellationToken cancellationToken)
    {
        Batch? batch;
        lock (_gate)
        {
            if (request.Completion.IsCompleted) return;
            batch = request.Batch;
            if (batch is null)
            {
                _waiting.Remove(request);
                _waitingImages -= request.Count;
                _limit.Leave(request.Count, done: false);
            }
        }

        request.Cancel(cancellationToken);
        batch?.Leave(request);
    }

    private void Dispatch()
    {
        while (true)
        {
            Batch? batch;
            lock (_gate)
            {
                batch = NextBatch();
                if (batch is null) return;
                _jobs++;
            }

            _ = Task.Run(() => RunAsync(batch));
        }
    }

    // Null: nothing waits, or it has to wait on.
    private Batch? NextBatch()
    {
        if (_waiting.First is not { } first || _jobs >= _settings.MaxJobs) return null;
        if (_jobs > 0 && _waitingImages < _settings.MaxImages)
        {
            var rest = _settings.MaxDelay - _time.GetElapsedTime(first.Value.Arrived);
            if (rest > TimeSpan.Zero)
            {
                _timer.Change(rest, Timeout.InfiniteTimeSpan);
                return null;
            }
        }

        var requests = new List<PendingImages>();
        var images = 0;
        var most = Math.Min(_settings.MaxImages, first.Value.Model.Application.MaxImages);
        while (_waiting.First is { } next && (requests.Count == 0 || images + next.Value.Count <= most))
        {
            _waiting.RemoveFirst();
            images += next.Value.Count;
            next.Value.Queued = _time.GetElapsedTime(next.Value.Arrived);
            requests.Add(next.Value);
        }

        _waitingImages -= images;
        return new Batch(requests);
    }

    private async Task RunAsync(Batch batch)
    {
        var begun = _time.GetTimestamp();
        var done = false;
        try
        {
            await foreach (var result in _runtime.RunAsync(_application, batch.ToJobData(), new JobOptions(), batch.GivenUp)) batch.Take(result.Bytes.Span);
            done = true;
            _statistics.OnJob(batch.Images, _time.GetElapsedTime(begun));
            batch.Fail(new InferenceException(InferenceFailure.Failed, $"A job of {_application} ended without every result."));
        }
        catch (FardJobException exception)
        {
            batch.Fail(InferenceException.Of(exception));
        }
        catch (Exception exception)
        {
            batch.Fail(exception);
        }
        finally
        {
            _limit.Leave(batch.Images, done);
            lock (_gate) _jobs--;
            batch.Dispose();
            Dispatch();
        }
    }
}
