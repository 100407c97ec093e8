using System.Collections.Immutable;
using System.Globalization;
using Fard.Planning.Analysis;
using Fard.Planning.Charts;
using Fard.Planning.Partitioning;
using Fard.Planning.Timing;

namespace Fard.Planning.Reports;

/// <summary>The pictures of a plan, by file name.</summary>
public static class PlanCharts
{
    private const int MostRows = 24, MostImages = 24, MostCounts = 16;

    /// <summary>All of them as SVG.</summary>
    public static ImmutableArray<(string FileName, string Svg)> Draw(PlanSummary summary, ChartTheme theme = ChartTheme.Automatic)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var charts = ImmutableArray.CreateBuilder<(string, string)>();
        charts.Add(("gantt.svg", Gantt(summary).ToSvg(theme)));
        if (summary.Request.Boards.Length > 1)
            charts.Add(("throughput-by-boards.svg", ThroughputByBoards(summary.Request).ToSvg(theme)));
        if (BytesAgainstBalance(summary.Request) is { } front)
            charts.Add(("bytes-against-balance.svg", front.ToSvg(theme)));
        return charts.ToImmutable();
    }

    /// <summary>Which image is on which board, over time.</summary>
    public static GanttChart Gantt(PlanSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var images = Math.Min(summary.Request.Images, MostImages);
        var chunks = summary.Pipeline.Schedule(images, 1).GroupBy(chunk => (chunk.Position, chunk.Replica)).ToDictionary(group => group.Key, group => group.ToArray());
        var rows = summary.Plan.Stages.SelectMany((stage, position) => stage.Boards.Select((board, replica) => new GanttRow(
            board.Name,
            PlanText.LayersOf(summary.Request.Model, stage),
            chunks.TryGetValue((position, replica), out var own) ? [.. own.Select(chunk => Bar(chunk, position))] : []))).ToArray();
        var left = rows.Length > MostRows ? $"; {rows.Length - MostRows} more boards are not drawn" : "";
        return new GanttChart(
            $"{summary.Request.Model.Name} on {PlanText.Kinds(summary.Plan.Stages.SelectMany(stage => stage.Boards))}: {images.ToString(CultureInfo.InvariantCulture)} images",
            string.Create(CultureInfo.InvariantCulture, $"Modelled: {summary.Plan.ImagesPerSecond:#,0.#} images/s; the last result after {summary.Pipeline.Response(images, 1).TotalMilliseconds:0.###} ms{left}"),
            new ChartAxis("time, ms"),
            [.. rows.Take(MostRows)])
        {
            Notes = ["Bars: a kernel takes in an image, numbered from 0. Ticks below: an image's result is there; a kernel has several images inside at once."],
        };
    }

    /// <summary>What each strategy reaches on the first boards of the request, by their number.</summary>
    public static XyChart ThroughputByBoards(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var boards = request.Boards.Where(board => !request.KeepFree.Contains(board.Name)).ToImmutableArray();
        var free = request with { KeepFree = [], Pins = ImmutableDictionary<int, string>.Empty };
        var series = Enum.GetValues<PartitionStrategy>().Where(strategy => strategy != PartitionStrategy.Automatic).Select(strategy => new ChartSeries(
            strategy.Word(),
            [
                .. Counts(boards.Length)
                    .Select(count => (Count: count, PlanSummary.Best(free with { Boards = boards[..count] }, strategy).Plan))
                    .Where(result => result.Plan is not null)
                    .Select(result => new ChartPoint(result.Count, result.Plan!.ImagesPerSecond)),
            ]));
        return new XyChart(
            $"{request.Model.Name}: throughput by number of boards and strategy",
            $"Modelled, the best plan of each strategy on the first boards of {PlanText.Kinds(boards)}; a strategy without a plan has no point",
            new ChartAxis("boards") { Most = boards.Length, Ticks = Ticks(boards.Length) },
            new ChartAxis("images/s"),
            [.. series.Where(line => line.Points.Length > 0)]);
    }

    /// <summary>The front of bytes between boards against the fullest board's use, on all boards; null where no such plan fits, or none uses any of what boards have a limited amount of.</summary>
    public static XyChart? BytesAgainstBalance(PartitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Boards.Length < 2 || request.Model.LayerCount < 2 || !request.Pins.IsEmpty)
            return null;
        var most = Math.Min(Math.Min(request.Boards.Count(board => !request.KeepFree.Contains(board.Name)), request.Model.LayerCount), ChartColours.SeriesCount + 1);
        var series = Enumerable.Range(2, most - 1).Select(stages => new ChartSeries(
            $"{stages.ToString(CultureInfo.InvariantCulture)} boards",
            [
                .. TradeOffSearch.BytesAgainstBalance(request with { Stages = stages })
                    .OrderBy(plan => plan.Value).Select(plan => new ChartPoint(100 * plan.Value, plan.TransferredBytes)),
            ],
            SeriesKind.Steps)).Where(line => line.Points.Length > 0).ToImmutableArray();
        return series.All(line => line.Points.All(point => point.X == 0)) ? null : new XyChart(
            $"{request.Model.Name}: bytes between boards against balance",
            "Modelled. Pareto fronts by number of boards: no plan is to the lower left of its front",
            new ChartAxis("scarcest resource of the fullest board, %"),
            new ChartAxis("bytes/image between boards") { IsLogarithmic = true },
            series);
    }

    private static GanttBar Bar(ScheduledChunk chunk, int position) => new(
        chunk.Entered.TotalMilliseconds,
        chunk.KernelFree.TotalMilliseconds,
        chunk.FirstImage.ToString(CultureInfo.InvariantCulture),
        position,
        chunk.Left.TotalMilliseconds);

    private static IEnumerable<int> Counts(int boards) =>
        boards <= MostCounts ? Enumerable.Range(1, boards) : Enumerable.Range(1, MostCounts).Select(i => (int)Math.Round((double)boards * i / MostCounts)).Prepend(1).Distinct();

    private static (double Value, string Label)[] Ticks(int boards)
    {
        var step = Math.Max(1, (int)Math.Ceiling(boards / 16.0));
        return [.. Enumerable.Range(0, (boards / step) + 1).Select(i => ((double)i * step, (i * step).ToString(CultureInfo.InvariantCulture)))];
    }
}
