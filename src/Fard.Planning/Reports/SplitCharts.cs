using System.Collections.Immutable;
using System.Globalization;
using Fard.Planning.Analysis;
using Fard.Planning.Charts;
using Fard.Planning.Resources;

namespace Fard.Planning.Reports;

/// <summary>The pictures of a split analysis, by file name.</summary>
public static class SplitCharts
{
    /// <summary>All of them as SVG.</summary>
    public static ImmutableArray<(string FileName, string Svg)> Draw(SplitAnalysis analysis, ChartTheme theme = ChartTheme.Automatic)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var balanced = analysis.Points.MinBy(point => point.LargestUtilisation)!;
        var narrowest = analysis.Points.MinBy(point => point.BytesPerImage)!;
        return
        [
            ("resources-by-split.svg", ResourcesBySplit(analysis).ToSvg(theme)),
            ("full-against-split.svg", FullAgainstSplit(analysis, narrowest).ToSvg(theme)),
            ("full-against-balanced-split.svg", FullAgainstSplit(analysis, balanced).ToSvg(theme)),
            ("bytes-against-balance.svg", BytesAgainstBalance(analysis).ToSvg(theme)),
        ];
    }

    /// <summary>Figure 4a of the FARD paper: what the first board uses, by the layer after which the network is split.</summary>
    public static XyChart ResourcesBySplit(SplitAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var compared = analysis.Points.Where(point => point.Comparison is not null).ToArray();
        var series = ImmutableArray.CreateBuilder<ChartSeries>();
        for (var kind = 0; kind < ResourceVector.Kinds.Length; kind++)
        {
            // Where the paper has a row the curve is the paper's cut, in front of the pool.
            var modelled = analysis.Points.Select(point => new ChartPoint(point.AfterLayer, Percent(point.Comparison?.Modelled ?? point.First.Utilisation, kind)));
            series.Add(new ChartSeries(ResourceVector.Kinds[kind].Label(), [.. modelled], SeriesKind.Line, kind));
        }

        for (var kind = 0; kind < ResourceVector.Kinds.Length && compared.Length > 0; kind++)
        {
            series.Add(new ChartSeries(
                kind == 0 ? "outlined: published, Table I" : "",
                [.. compared.Select(point => new ChartPoint(point.AfterLayer, Percent(point.Comparison!.Published, kind)))],
                SeriesKind.HollowPoints,
                kind));
        }

        return new XyChart(
            $"{analysis.Network} split over two {analysis.Board.Name}: resources of the first board",
            "Modelled use of the first board, in percent of what it has, by the layer after which the network is split",
            new ChartAxis("split after layer") { Least = -0.2, Most = analysis.Points.Length - 0.8, Ticks = LayerTicks(analysis) },
            new ChartAxis("used, %") { Most = analysis.Points.All(point => point.First.Fits) ? 100 : null },
            series.ToImmutable());
    }

    /// <summary>Figure 4b of the FARD paper: the whole network on one board against its two parts.</summary>
    public static BarChart FullAgainstSplit(SplitAnalysis analysis, SplitPoint point)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(point);
        return new BarChart(
            $"{analysis.Network}: one {analysis.Board.Name} against two, split after layer {point.AfterLayer}",
            $"Modelled use in percent of a board; {point.BytesPerImage.ToString("#,0", CultureInfo.InvariantCulture)} bytes an image cross the cut",
            [.. ResourceVector.Kinds.Select(kind => kind.Label())],
            new ChartAxis("used, %"),
            [
                new BarSeries("whole network", Shares(analysis.Whole)),
                new BarSeries($"first board, layers {point.First.Layers}", Shares(point.First)),
                new BarSeries($"second board, layers {point.Second.Layers}", Shares(point.Second)),
            ])
        {
            Limits = [new ChartLimit(100, "all of the board")],
        };
    }

    /// <summary>Every split as a point: bytes across the cut against the fuller board's use; no other point is better in both than those on the front.</summary>
    public static XyChart BytesAgainstBalance(SplitAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var front = ParetoFront.Of(analysis.Points, point => point.LargestUtilisation, point => point.BytesPerImage);
        ChartPoint Place(SplitPoint point) =>
            new(100 * point.LargestUtilisation, point.BytesPerImage, point.AfterLayer.ToString(CultureInfo.InvariantCulture));
        return new XyChart(
            $"{analysis.Network} on two {analysis.Board.Name}: bytes across the cut against balance",
            "Modelled; numbers are the layer after which the network is split. Nearer to the lower left is better",
            new ChartAxis("scarcest resource of the fuller board, %"),
            new ChartAxis("bytes/image across the cut") { IsLogarithmic = true },
            [
                new ChartSeries("Pareto front", [.. front.Select(Place)], SeriesKind.Steps, 0),
                new ChartSeries("other splits", [.. analysis.Points.Except(front).Select(Place)], SeriesKind.HollowPoints, 1),
            ]);
    }

    private static (double Value, string Label)[] LayerTicks(SplitAnalysis analysis) =>
        [.. analysis.Points.Select(point => ((double)point.AfterLayer, point.AfterLayer.ToString(CultureInfo.InvariantCulture)))];

    private static ImmutableArray<double> Shares(SplitHalf half) => [.. half.Utilisation.Amounts().Select(share => 100 * share.Amount)];

    private static double Percent(ResourceVector shares, int kind) => 100 * shares.Amounts().ElementAt(kind).Amount;
}
