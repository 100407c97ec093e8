using System.Collections.Immutable;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Partitioning;
using Fard.Planning.Resources;
using Fard.Planning.Timing;

namespace Fard.Planning.Analysis;

/// <summary>One board of a split.</summary>
/// <param name="Layers">Its layers.</param>
/// <param name="Used">Modelled resources, after memories were moved where block RAM runs out.</param>
/// <param name="Utilisation">The same as shares of the board.</param>
/// <param name="Interval">Initiation interval of its kernel.</param>
/// <param name="Latency">Latency of its kernel.</param>
public sealed record SplitHalf(LayerRange Layers, ResourceVector Used, ResourceVector Utilisation, TimeSpan Interval, TimeSpan Latency)
{
    /// <summary>Whether its board has all that it needs, by the model.</summary>
    public bool Fits => Utilisation.Largest <= 1;
}

/// <summary>A network split after a layer over two boards of a kind.</summary>
/// <param name="AfterLayer">The last layer of the first board.</param>
/// <param name="First">The first board.</param>
/// <param name="Second">The second board.</param>
/// <param name="BytesPerImage">Bytes across the cut.</param>
/// <param name="ImagesPerSecond">Of the two kernels as a pipeline, links left out.</param>
/// <param name="LatencyOfOne">Of a single image through both kernels, links left out.</param>
/// <param name="Link">What the links add.</param>
/// <param name="Comparison">The paper's row for this cut and the model's errors; null where the paper has none.</param>
public sealed record SplitPoint(
    int AfterLayer, SplitHalf First, SplitHalf Second, int BytesPerImage, double ImagesPerSecond, TimeSpan LatencyOfOne, SplitLinks Link, TableIComparison? Comparison)
{
    /// <summary>The fuller board's scarcest resource: what balancing makes small.</summary>
    public double LargestUtilisation => Math.Max(First.Utilisation.Largest, Second.Utilisation.Largest);
}

/// <summary>A split with its links: from the client to the first board, on to the second, and back.</summary>
/// <param name="TransferTime">For which an image's bytes occupy the link at the cut.</param>
/// <param name="FirstBusy">Share of the time for which the first board computes while the pipeline never waits for images.</param>
/// <param name="SecondBusy">The same of the second board.</param>
/// <param name="LinkBusy">The same of the link at the cut.</param>
/// <param name="Response">Ideal time of a job of <see cref="SplitOptions.Images"/> images in chunks of one, no software in between.</param>
public sealed record SplitLinks(TimeSpan TransferTime, double FirstBusy, double SecondBusy, double LinkBusy, TimeSpan Response);

/// <summary>What a split analysis assumes beside network and board.</summary>
/// <param name="LinkBytesPerSecond">Rate of every link; gigabit Ethernet by default, the link of a PYNQ-Z1.</param>
/// <param name="LinkLatency">From the last byte's departure to its arrival.</param>
/// <param name="Images">Images of the job whose response is given; the paper's has 20.</param>
public sealed record SplitOptions(double LinkBytesPerSecond = PlanningBoard.GigabitEthernet, TimeSpan LinkLatency = default, int Images = 20);

/// <summary>The first board of a split in Table I of the paper and in the model, the pool behind the cut layer taken to be on the second board.</summary>
/// <param name="Published">Shares of a PYNQ-Z1.</param>
/// <param name="Modelled">The same by the model.</param>
public sealed record TableIComparison(ResourceVector Published, ResourceVector Modelled)
{
    /// <summary>Modelled less published, in points (hundredths of the board), by resource.</summary>
    public ImmutableArray<(ResourceKind Kind, double Points)> Errors =>
        [.. Modelled.Amounts().Zip(Published.Amounts(), (model, table) => (model.Kind, 100 * (model.Amount - table.Amount)))];
}

/// <summary>Every point at which a network can be split over two boards, and what each costs. All figures are modelled.</summary>
/// <param name="Network">The network's name.</param>
/// <param name="Board">The kind of both boards.</param>
/// <param name="Whole">The network unsplit.</param>
/// <param name="Points">By the layer after which it is split.</param>
/// <param name="Options">What was assumed of links and jobs.</param>
public sealed record SplitAnalysis(string Network, BoardDescription Board, SplitHalf Whole, ImmutableArray<SplitPoint> Points, SplitOptions Options)
{
    /// <summary>Analyses every split point.</summary>
    /// <exception cref="NetworkDescriptionException">The description is not valid.</exception>
    public static SplitAnalysis Of(NetworkDescription network, BoardDescription board, SplitOptions? options = null)
    {
        options ??= new SplitOptions();
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(board);
        DescriptionValidator.Validate(network);
        var points = Enumerable.Range(0, network.Layers.Length - 1).Select(layer => PointAfter(network, board, layer, options));
        return new SplitAnalysis(network.Name, board, Half(network, board, network.WholeRange), [.. points], options);
    }

    private static SplitPoint PointAfter(NetworkDescription network, BoardDescription board, int layer, SplitOptions options)
    {
        var (first, second) = (new LayerRange(0, layer), new LayerRange(layer + 1, network.Layers.Length - 1));
        var pipeline = PipelineModel.Of(network, [first, second], board.ClockHertz);
        return new SplitPoint(
            layer,
            Half(network, board, first),
            Half(network, board, second),
            network.StreamBefore(layer + 1).BytesPerImage,
            pipeline.ImagesPerSecond,
            pipeline.Response(1, 1),
            Links(pipeline, options),
            Compare(network, board, first));
    }

    private static SplitLinks Links(PipelineModel ideal, SplitOptions options)
    {
        var link = new PipelineLink(options.LinkBytesPerSecond, options.LinkLatency);
        var pipeline = new PipelineModel(ideal.Positions, [link, link, link]);
        return new SplitLinks(
            TimeSpan.FromSeconds(pipeline.BytesOver(1) / options.LinkBytesPerSecond),
            pipeline.Utilisation[0],
            pipeline.Utilisation[1],
            pipeline.LinkUtilisation[1],
            pipeline.Response(options.Images, 1));
    }

    private static SplitHalf Half(NetworkDescription network, BoardDescription board, LayerRange layers)
    {
        var used = ResourceModel.Of(network, layers).FitTo(board);
        var timing = DataflowModel.TimingOf(network, layers, board.ClockHertz);
        return new SplitHalf(layers, used, used.ShareOf(ResourceVector.CapacityOf(board)), timing.Interval, timing.Latency);
    }

    private static TableIComparison? Compare(NetworkDescription network, BoardDescription board, LayerRange layers)
    {
        var isPapers = network == NetworkCatalog.CnvW2A2 && board.Part == BoardCatalog.PynqZ1.Part && layers.Last < PublishedUtilisation.TableI.Length;
        return isPapers
            ? new TableIComparison(
                PublishedUtilisation.TableI[layers.Last],
                ResourceModel.Of(network, layers, poolOfLast: false).Total.ShareOf(ResourceVector.CapacityOf(board)))
            : null;
    }
}
