using Fard.Hardware.Accelerators;

namespace Fard.Planning.Timing;

/// <summary>Follows the chunks of one job through a modelled pipeline. Every time is a maximum of earlier ones, so chunks that leave the client in order stay in order.</summary>
internal sealed class PipelineRun(PipelineModel model)
{
    private readonly KernelSchedule[][] _kernels =
        [.. model.Positions.Select(position => Enumerable.Range(0, position.Replicas).Select(_ => new KernelSchedule(position.Timing)).ToArray())];

    // Of every link, when the boards that send and those that receive are free. The client sends and receives as fast as the boards can take and give.
    private readonly long[][] _senders = [.. model.Links.Select((_, link) => new long[model.Senders(link)])];
    private readonly long[][] _receivers = [.. model.Links.Select((_, link) => new long[model.Receivers(link)])];

    /// <returns>When the last result is at the client.</returns>
    public TimeSpan Run(int images, int chunkImages, Action<ScheduledChunk>? visit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkImages);
        long end = 0;
        for (var (sent, chunk) = (0, 0); sent < images; sent += chunkImages, chunk++)
            end = Math.Max(end, Follow(chunk, sent, Math.Min(chunkImages, images - sent), visit));
        return Time(end);
    }

    private long Follow(int chunk, int firstImage, int images, Action<ScheduledChunk>? visit)
    {
        long time = 0;
        for (var link = 0; link < model.Links.Length; link++)
        {
            if (link > 0)
                time = Compute(link - 1, chunk, firstImage, images, time, visit);
            time = Transfer(link, chunk, images, time);
        }

        return time;
    }

    private long Compute(int position, int chunk, int firstImage, int images, long arrival, Action<ScheduledChunk>? visit)
    {
        var timing = model.Positions[position].Timing;
        var replica = chunk % _kernels[position].Length;
        var left = _kernels[position][replica].Enter(arrival, images);
        var entered = left - timing.Nanoseconds(((images - 1) * timing.IntervalCycles) + timing.LatencyCycles);
        visit?.Invoke(new ScheduledChunk(
            position, replica, firstImage, images, Time(arrival), Time(entered), Time(entered + timing.Nanoseconds(images * timing.IntervalCycles)), Time(left)));
        return left;
    }

    private long Transfer(int link, int chunk, int images, long ready)
    {
        ref var sender = ref _senders[link][chunk % _senders[link].Length];
        ref var receiver = ref _receivers[link][chunk % _receivers[link].Length];
        var start = Math.Max(ready, Math.Max(link == 0 ? 0 : sender, link == model.Positions.Length ? 0 : receiver));
        var end = start + model.Links[link].TransferNanoseconds((long)model.BytesOver(link) * images);
        (sender, receiver) = (end, end);
        return end + (model.Links[link].Latency.Ticks * 100);
    }

    private static TimeSpan Time(long nanoseconds) => TimeSpan.FromTicks((nanoseconds + 99) / 100);
}
