using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Networks.Description;

namespace Fard.Planning.Timing;

/// <summary>
/// The ideal time of a pipeline of boards: what its kernels and links need by their models, with no software in between.
/// </summary>
/// <remarks>
/// The client has all images at time 0 and sends them in chunks. A chunk crosses a link, then its images enter the position's kernel one initiation
/// interval apart (<see cref="KernelSchedule"/>), and it goes on when its last image has left. With chunks of one image and ideal links, n images take
/// the sum of the latencies and n - 1 times the longest interval.
/// </remarks>
public sealed class PipelineModel
{
    /// <param name="positions">At least one, in the order of the data.</param>
    /// <param name="links">From the client to position 0, from each position to the next, and back to the client; null for ideal ones.</param>
    public PipelineModel(ImmutableArray<PipelinePosition> positions, ImmutableArray<PipelineLink>? links = null)
    {
        if (positions.IsDefaultOrEmpty)
            throw new ArgumentException("A pipeline has at least one position.", nameof(positions));
        Positions = positions;
        Links = links ?? [.. Enumerable.Repeat(PipelineLink.Ideal, positions.Length + 1)];
        if (Links.Length != positions.Length + 1)
            throw new ArgumentException($"{positions.Length} positions have {positions.Length + 1} links, not {Links.Length}.", nameof(links));
        if (Links.Any(link => link.BytesPerSecond is <= 0 or double.NaN || link.Latency < TimeSpan.Zero))
            throw new ArgumentException("A link's rate is positive and its latency not negative.", nameof(links));
    }

    public ImmutableArray<PipelinePosition> Positions { get; }

    public ImmutableArray<PipelineLink> Links { get; }

    /// <summary>Images per second of a pipeline that never waits for images: its slowest position or link decides.</summary>
    public double ImagesPerSecond => 1e9 / SlowestNanoseconds;

    /// <summary>Share of the time for which each position is busy while the pipeline never waits for images; 1 for the slowest.</summary>
    public ImmutableArray<double> Utilisation =>
        [.. Positions.Select(position => position.Timing.Nanoseconds(position.Timing.IntervalCycles) / SlowestNanoseconds)];

    private double SlowestNanoseconds => Math.Max(
        Positions.Max(position => position.Timing.Nanoseconds(position.Timing.IntervalCycles)),
        Links.Select((link, i) => link.BytesPerSecond is { } rate ? BytesOver(i) * 1e9 / rate : 0).Max());

    /// <summary>A network split into ranges, all kernels at the same clock.</summary>
    /// <param name="network">The network, with its folding.</param>
    /// <param name="ranges">The positions' layers, each range behind the one before.</param>
    /// <param name="clockHertz">The clock of every kernel.</param>
    /// <param name="links">As in the constructor.</param>
    public static PipelineModel Of(NetworkDescription network, IEnumerable<LayerRange> ranges, long clockHertz, ImmutableArray<PipelineLink>? links = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(ranges);
        return new PipelineModel(
            [
                .. ranges.Select(range => new PipelinePosition(
                    DataflowModel.TimingOf(network, range, clockHertz),
                    network.StreamBefore(range.First).BytesPerImage,
                    network.StreamBefore(range.Last + 1).BytesPerImage)),
            ],
            links);
    }

    /// <summary>Ideal time from sending the first image to having the last result.</summary>
    /// <param name="images">Images of the job, at least 1.</param>
    /// <param name="chunkImages">Images of a chunk, the last one may have fewer; at least 1.</param>
    public TimeSpan Response(int images, int chunkImages)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkImages);
        var kernels = Positions.Select(position => new KernelSchedule(position.Timing)).ToArray();
        var linkFree = new long[Links.Length];
        long time = 0;
        for (var sent = 0; sent < images; sent += chunkImages)
        {
            var chunk = Math.Min(chunkImages, images - sent);
            time = 0;
            for (var i = 0; i < Links.Length; i++)
            {
                if (i > 0)
                    time = kernels[i - 1].Enter(time, chunk);
                linkFree[i] = Math.Max(time, linkFree[i]) + Links[i].TransferNanoseconds((long)BytesOver(i) * chunk);
                time = linkFree[i] + Links[i].Latency.Ticks * 100;
            }
        }

        return TimeSpan.FromTicks((time + 99) / 100);
    }

    private int BytesOver(int link) => link == 0 ? Positions[0].InputBytes : Positions[link - 1].OutputBytes;
}
