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
/// Replicas of a position take its chunks in turn. Each board has a link of its own, and a chunk occupies that of its sender and that of its receiver at once; the
/// client's own link is not counted.
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
        if (positions.Any(position => position.Replicas < 1))
            throw new ArgumentException("A position has at least one board.", nameof(positions));
    }

    public ImmutableArray<PipelinePosition> Positions { get; }

    public ImmutableArray<PipelineLink> Links { get; }

    /// <summary>Images per second of a pipeline that never waits for images: its slowest position or link decides.</summary>
    public double ImagesPerSecond => 1e9 / SlowestNanoseconds;

    /// <summary>Share of the time for which each board of a position is busy while the pipeline never waits for images; 1 for the slowest.</summary>
    public ImmutableArray<double> Utilisation => [.. Positions.Select(position => Nanoseconds(position) / SlowestNanoseconds)];

    /// <summary>The same for the links, as in <see cref="Links"/>.</summary>
    public ImmutableArray<double> LinkUtilisation => [.. Links.Select((_, link) => LinkNanoseconds(link) / SlowestNanoseconds)];

    private double SlowestNanoseconds => Math.Max(Positions.Max(Nanoseconds), Enumerable.Range(0, Links.Length).Max(LinkNanoseconds));

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
    public TimeSpan Response(int images, int chunkImages) => new PipelineRun(this).Run(images, chunkImages, null);

    /// <summary>When every chunk is where: the schedule behind <see cref="Response"/>.</summary>
    /// <inheritdoc cref="Response"/>
    public ImmutableArray<ScheduledChunk> Schedule(int images, int chunkImages)
    {
        var chunks = ImmutableArray.CreateBuilder<ScheduledChunk>();
        new PipelineRun(this).Run(images, chunkImages, chunks.Add);
        return chunks.DrainToImmutable();
    }

    /// <summary>Bytes of an image over a link, counted as in <see cref="Links"/>.</summary>
    public int BytesOver(int link) => link == 0 ? Positions[0].InputBytes : Positions[link - 1].OutputBytes;

    /// <summary>Boards that send over a link: 1 for the client's.</summary>
    internal int Senders(int link) => link == 0 ? 1 : Positions[link - 1].Replicas;

    /// <summary>Boards that receive over a link: 1 for the client.</summary>
    internal int Receivers(int link) => link == Positions.Length ? 1 : Positions[link].Replicas;

    private static double Nanoseconds(PipelinePosition position) => (double)position.Timing.Nanoseconds(position.Timing.IntervalCycles) / position.Replicas;

    // The end that has fewer boards is the bottleneck; the client is none.
    private double LinkNanoseconds(int link)
    {
        var boards = link == 0 ? Receivers(0) : link == Positions.Length ? Senders(link) : Math.Min(Senders(link), Receivers(link));
        return Links[link].BytesPerSecond is { } rate ? BytesOver(link) * 1e9 / rate / boards : 0;
    }
}
