using System.Collections.Immutable;
using System.Globalization;
using Fard.Actors.Applications;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Charts;
using Fard.Planning.Reports;
using Fard.Planning.Resources;
using Fard.Planning.Timing;

namespace Fard.Gateway.Dashboard.Plans;

/// <summary>An application as the planner's models see it: its pipeline's times, its positions' resources, and how else its network could be split.</summary>
internal sealed class ApplicationPlan
{
    private const int DrawnImages = 16;

    private readonly ApplicationDescription _application;
    private readonly ImmutableArray<BoardDescription> _boards;
    private readonly ImmutableArray<ResourceVector> _shares;
    private readonly PipelineModel _pipeline;
    private readonly SplitAnalysis? _split;

    private ApplicationPlan(ApplicationDescription application, NetworkDescription network, ImmutableArray<BoardDescription> boards)
    {
        _application = application;
        _boards = boards;
        _shares = [.. application.Positions.Select((position, i) => ResourceModel.Of(network, position.Layers).FitTo(boards[i]).ShareOf(ResourceVector.CapacityOf(boards[i])))];
        _pipeline = new PipelineModel([.. application.Positions.Select((position, i) => new PipelinePosition(
            DataflowModel.TimingOf(network, position.Layers, boards[i].ClockHertz), position.InputBytesPerImage, position.OutputBytesPerImage, position.Replicas.Length))]);
        _split = network.Layers.Length > 1 ? SplitAnalysis.Of(network, boards[0]) : null;
    }

    /// <summary>The plan of an application.</summary>
    /// <param name="network">Its network, by the name that it gives; null: not known.</param>
    /// <param name="problem">Why there is no plan; empty: there is one.</param>
    public static ApplicationPlan? TryCreate(ApplicationDescription application, NetworkDescription? network, out string problem)
    {
        problem = "";
        if (network is null)
        {
            problem = $"This gateway does not know the network {application.Network}, so that its models say nothing of {application.Name}.";
            return null;
        }

        var boards = application.Positions.Select(position => BoardCatalog.TryFind(position.Board.BoardType)).ToArray();
        if (Array.FindIndex(boards, board => board is null) is var unknown and >= 0)
        {
            problem = $"This gateway has no description of the board {application.Positions[unknown].Board.BoardType}, so that its models say nothing of {application.Name}.";
            return null;
        }

        return new ApplicationPlan(application, network, [.. boards!]);
    }

    public PlanAnswer Describe() => new(
        _pipeline.ImagesPerSecond,
        _pipeline.Positions.Length > 1 ? _pipeline.Utilisation.IndexOf(_pipeline.Utilisation.Max()) : -1,
        [.. _pipeline.Positions.Select((position, i) => DescribePosition(position, _shares[i]))],
        [.. Charts(ChartTheme.Light).Select(chart => new ChartAnswer(chart.Name, chart.Title))]);

    /// <summary>A picture as SVG; null: there is none of that name.</summary>
    public string? TryDraw(string name, ChartTheme theme) => Charts(theme).FirstOrDefault(chart => chart.Name == name)?.Draw();

    private IEnumerable<Chart> Charts(ChartTheme theme)
    {
        yield return new Chart("resources-by-position.svg", $"Modelled resources of each position of {_application.Name}", () => Resources().ToSvg(theme));
        if (_split is { } split)
        {
            yield return new Chart("resources-by-split.svg", $"Modelled resources of the first of two boards, by the layer after which {split.Network} is split", () => SplitCharts.ResourcesBySplit(split).ToSvg(theme));
            yield return new Chart("bytes-against-balance.svg", $"Every split of {split.Network} over two boards: bytes across the cut against balance, modelled", () => SplitCharts.BytesAgainstBalance(split).ToSvg(theme));
            if (CutOf(split) is { } cut) yield return new Chart("full-against-split.svg", $"{split.Network} on one board against its split after layer {cut.AfterLayer}, modelled", () => SplitCharts.FullAgainstSplit(split, cut).ToSvg(theme));
        }

        yield return new Chart("schedule.svg", $"The first images through {_application.Name}, by the model", () => Schedule().ToSvg(theme));
    }

    // Where the application is itself a split over two boards, that one is compared.
    private SplitPoint? CutOf(SplitAnalysis split) =>
        _application.Positions.Length == 2 ? split.Points.FirstOrDefault(point => point.AfterLayer == _application.Positions[0].Layers.Last) : null;

    private static PlanPositionAnswer DescribePosition(PipelinePosition position, ResourceVector shares)
    {
        var interval = position.Timing.Nanoseconds(position.Timing.IntervalCycles) / 1e6;
        return new PlanPositionAnswer(
            interval,
            position.Timing.Nanoseconds(position.Timing.LatencyCycles) / 1e6,
            position.Replicas * 1000 / interval,
            shares.Amounts().ToImmutableDictionary(share => share.Kind.Label(), share => Math.Round(100 * share.Amount, 1)));
    }

    private GanttChart Schedule()
    {
        var rows = _pipeline.Schedule(DrawnImages, 1).GroupBy(chunk => (chunk.Position, chunk.Replica)).OrderBy(group => group.Key).Select(group => new GanttRow(
            RowName(group.Key.Position, group.Key.Replica),
            $"layers {_application.Positions[group.Key.Position].Layers}",
            [
                .. group.Select(chunk => new GanttBar(
                    chunk.Entered.TotalMilliseconds,
                    chunk.KernelFree.TotalMilliseconds,
                    chunk.FirstImage.ToString(CultureInfo.InvariantCulture),
                    chunk.Position,
                    chunk.Left.TotalMilliseconds)),
            ]));
        return new GanttChart(
            $"{_application.Name}: the first {DrawnImages} images",
            string.Create(CultureInfo.InvariantCulture, $"Modelled, ideal links: {_pipeline.ImagesPerSecond:#,0.#} images/s; the last result after {_pipeline.Response(DrawnImages, 1).TotalMilliseconds:0.##} ms"),
            new ChartAxis("time, ms"),
            [.. rows])
        {
            Notes = ["Bars: a kernel takes in an image, numbered from 0. Ticks below: the image's result is there."],
        };
    }

    private string RowName(int position, int replica)
    {
        var description = _application.Positions[position];
        return description.Replicas.Length == 1 ? description.JobName : string.Create(CultureInfo.InvariantCulture, $"{description.JobName} {replica}");
    }

    private BarChart Resources() => new(
        $"{_application.Name}: resources of each position",
        "Modelled, in percent of the position's board",
        [.. ResourceVector.Kinds.Select(kind => kind.Label())],
        new ChartAxis("used, %"),
        [
            .. _application.Positions.Select((position, i) => new BarSeries(
                $"{position.JobName}, layers {position.Layers}, {_boards[i].Name}", [.. _shares[i].Amounts().Select(share => 100 * share.Amount)])),
        ])
    {
        Limits = [new ChartLimit(100, "all of the board")],
    };

    private sealed record Chart(string Name, string Title, Func<string> Draw);
}
