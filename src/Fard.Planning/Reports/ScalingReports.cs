using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Fard.Planning.Charts;
using Fard.Planning.Training;

namespace Fard.Planning.Reports;

/// <summary>How chains that train scale with their length, as text, CSV, JSON and charts.</summary>
public static class ScalingReports
{
    private static readonly int[] ColumnLengths = [1, 2, 4, 8, 16, 32, 64, 83, 100, 128];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Text(IReadOnlyList<TrainingScaling> scalings)
    {
        ArgumentNullException.ThrowIfNull(scalings);
        var board = scalings[0].Board;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Training on a chain of {board.Name} at {board.ClockHertz / 1e6:0} MHz: our model after FPDeep's idea, not its authors'\n\n");
        var longest = scalings[0].Points.Length == 0 ? 0 : scalings[0].Points[^1].Stages.Length;
        int[] lengths = [.. ColumnLengths.Where(length => length <= longest)];
        var table = new TextTable(["network", "link Gbit/s", "linear to", .. lengths.Select(length => string.Create(CultureInfo.InvariantCulture, $"{length} boards"))]);
        foreach (var scaling in scalings)
        {
            table.Add(
            [
                scaling.Network.Name,
                Gigabits(scaling.Board),
                End(scaling),
                .. lengths.Select(length => scaling.Points.FirstOrDefault(plan => plan.Stages.Length == length) is { } plan
                    ? plan.ImagesPerSecond.ToString("#,0.0", CultureInfo.InvariantCulture) + (plan.IsLinear ? "" : "*")
                    : "-"),
            ]);
        }

        text.Append(table).Append("images/s; * bound by links; - the chain's block RAM cannot keep the convolution weights.\n");
        text.Append("Linear to: every shorter chain is bound by computation.\n");
        text.Append("Published for FPDeep: linear to 60 boards (FCCM 2018), 83 with 6 transceivers (FPL 2018 preprint), 100 with 250 Gbit/s (IEEE TC 2020).\n");
        return text.ToString();
    }

    public static string Csv(IReadOnlyList<TrainingScaling> scalings)
    {
        ArgumentNullException.ThrowIfNull(scalings);
        var text = new StringBuilder("network,link_bits_per_second,boards,images_per_second,compute_s,link_s,linear\n");
        foreach (var plan in scalings.SelectMany(scaling => scaling.Points))
        {
            text.Append(CultureInfo.InvariantCulture, $"{plan.Network.Name},{plan.Board.LinkBitsPerSecond:0},{plan.Stages.Length},{plan.ImagesPerSecond:0.###},");
            text.Append(CultureInfo.InvariantCulture, $"{plan.ComputeSeconds:0.#########},{plan.LinkSeconds:0.#########},{(plan.IsLinear ? 1 : 0)}\n");
        }

        return text.ToString();
    }

    public static string Json(IReadOnlyList<TrainingScaling> scalings) => JsonSerializer.Serialize(
        scalings.Select(scaling => new
        {
            Network = scaling.Network.Name,
            Modelled = true,
            Model = "ours, after FPDeep's idea",
            scaling.Board.LinkBitsPerSecond,
            scaling.LinearTo,
            Chains = scaling.Points.Select(plan => new { Boards = plan.Stages.Length, plan.ImagesPerSecond, plan.IsLinear }),
        }),
        Options);

    /// <summary>A chart for every link rate: throughput in boards' worth, so that all networks share a scale.</summary>
    public static ImmutableArray<(string FileName, string Svg)> Charts(IReadOnlyList<TrainingScaling> scalings, ChartTheme theme = ChartTheme.Automatic)
    {
        ArgumentNullException.ThrowIfNull(scalings);
        return
        [
            .. scalings.Where(scaling => scaling.Points.Length > 0).GroupBy(scaling => scaling.Board.LinkBitsPerSecond)
                .Select(group => (FormattableString.Invariant($"scaling-{group.Key / 1e9:0}-gbps.svg"), Chart([.. group]).ToSvg(theme))),
        ];
    }

    private static XyChart Chart(IReadOnlyList<TrainingScaling> scalings)
    {
        var board = scalings[0].Board;
        var most = scalings.Max(scaling => scaling.Points[^1].Stages.Length);
        var lines = scalings.Select((scaling, i) => new ChartSeries(
            $"{scaling.Network.Name}, linear to {End(scaling)}",
            [.. scaling.Points.Select(plan => new ChartPoint(plan.Stages.Length, plan.ImagesPerSecond * plan.ComputeSeconds * plan.Stages.Length))],
            SeriesKind.PlainLine,
            i));
        return new XyChart(
            $"Training on a chain of {board.Name}, {Gigabits(board)} Gbit/s to each neighbour",
            "Our model after FPDeep's idea: throughput as multiples of one board whose links take no time",
            new ChartAxis("boards") { Most = most, Ticks = Ticks(most) },
            new ChartAxis("boards' worth of throughput") { Most = most, Ticks = Ticks(most) },
            [new ChartSeries("ideal", [new(0, 0), new(most, most)], SeriesKind.PlainLine, 5), .. lines]);
    }

    // The longest chain that was planned is no end.
    private static string End(TrainingScaling scaling) => scaling.LinearTo is not { } end
        ? "-"
        : end.ToString(CultureInfo.InvariantCulture) + (end == scaling.Points[^1].Stages.Length ? " and more" : "");

    private static (double Value, string Label)[] Ticks(int most)
    {
        var step = Math.Max(1, (int)Math.Ceiling(most / 8.0));
        return [.. Enumerable.Range(0, (most / step) + 1).Select(i => ((double)i * step, (i * step).ToString(CultureInfo.InvariantCulture)))];
    }

    private static string Gigabits(TrainingBoard board) => (board.LinkBitsPerSecond / 1e9).ToString("0.#", CultureInfo.InvariantCulture);
}
