using System.Collections.Immutable;

namespace Fard.Gateway.Inference.Statistics;

/// <summary>What a gateway did for one model since it started.</summary>
internal sealed class ModelStatistics(TimeProvider time)
{
    // Sizes of jobs differ without bound where requests are large; beyond so many sizes, new ones are not told apart.
    private const int MostSizes = 512;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, DurationCount> _sizes = [];
    private DurationCount _success;
    private DurationCount _failure;
    private DurationCount _queue;
    private DurationCount _compute;
    private long _images;
    private long _jobs;
    private DateTimeOffset? _last;

    /// <summary>A request has its results.</summary>
    /// <param name="queued">How long it waited for its job.</param>
    /// <param name="whole">How long everything took.</param>
    public void OnSuccess(int images, TimeSpan queued, TimeSpan whole)
    {
        lock (_gate)
        {
            _success = _success.Add(whole);
            _queue = _queue.Add(queued);
            _compute = _compute.Add(whole - queued);
            _images += images;
            _last = time.GetUtcNow();
        }
    }

    /// <summary>A request has none.</summary>
    public void OnFailure(TimeSpan whole)
    {
        lock (_gate) _failure = _failure.Add(whole);
    }

    /// <summary>A job is done.</summary>
    public void OnJob(int images, TimeSpan duration)
    {
        lock (_gate)
        {
            _jobs++;
            var known = _sizes.TryGetValue(images, out var size);
            if (known || _sizes.Count < MostSizes) _sizes[images] = size.Add(duration);
        }
    }

    /// <summary>All of it at one moment.</summary>
    public ModelStatisticsSnapshot Read()
    {
        lock (_gate) return new ModelStatisticsSnapshot(_last, _images, _jobs, _success, _failure, _queue, _compute, [.. _sizes.Select(size => (size.Key, size.Value))]);
    }
}

/// <summary>Statistics of one model at one moment.</summary>
/// <param name="LastInference">When the last request was done; null: none was.</param>
/// <param name="Images">Images of requests that were done.</param>
/// <param name="Jobs">Jobs that were done.</param>
/// <param name="Success">Requests that were done.</param>
/// <param name="Failure">Requests that were refused or failed.</param>
/// <param name="Queue">Their wait for jobs to begin.</param>
/// <param name="Compute">Their time in jobs.</param>
/// <param name="Sizes">Jobs by the number of their images.</param>
public sealed record ModelStatisticsSnapshot(
    DateTimeOffset? LastInference,
    long Images,
    long Jobs,
    DurationCount Success,
    DurationCount Failure,
    DurationCount Queue,
    DurationCount Compute,
    ImmutableArray<(int Images, DurationCount Jobs)> Sizes);
