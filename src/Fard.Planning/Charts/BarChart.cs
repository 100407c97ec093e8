using System.Collections.Immutable;
using System.Globalization;

namespace Fard.Planning.Charts;

/// <summary>Bars of a colour in a <see cref="BarChart"/>.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Values">One for every group.</param>
public sealed record BarSeries(string Name, ImmutableArray<double> Values);

/// <summary>Groups of bars side by side, each with its value above.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Subtitle">What is compared, and that it is modelled.</param>
/// <param name="Groups">Names below the groups.</param>
/// <param name="Vertical">The vertical axis.</param>
/// <param name="Series">The bars of every group.</param>
public sealed record BarChart(string Title, string Subtitle, ImmutableArray<string> Groups, ChartAxis Vertical, ImmutableArray<BarSeries> Series)
{
    private const double Right = 26, BelowAxis = 30, GroupShare = 0.78;

    public ImmutableArray<ChartLimit> Limits { get; init; } = [];

    public ImmutableArray<string> Notes { get; init; } = [];

    /// <inheritdoc cref="XyChart.ToSvg"/>
    public string ToSvg(ChartTheme theme = ChartTheme.Automatic, double width = 760, double height = 480)
    {
        var canvas = new SvgCanvas(width, height);
        var frame = new ChartFrame(canvas, Title, Subtitle, Series.Select((series, i) => new LegendEntry(series.Name, i, LegendKey.Box)), Notes);
        var (top, bottom) = (frame.Top + 18, frame.Bottom - BelowAxis);
        var y = new AxisScale(Vertical, [.. Series.SelectMany(series => series.Values), .. Limits.Select(limit => limit.Value)], bottom, top);
        var left = PlotAxes.LeftOf(y);
        PlotAxes.DrawVertical(canvas, Vertical.Title, y, left, width - Right);
        var group = (width - Right - left) / Groups.Length;
        var bar = group * GroupShare / Series.Length;
        for (var g = 0; g < Groups.Length; g++)
        {
            var start = left + (g * group) + (group * (1 - GroupShare) / 2);
            canvas.Text("ink", left + ((g + 0.5) * group), bottom + 20, Groups[g], ChartFrame.TextSize, TextAnchor.Middle);
            for (var s = 0; s < Series.Length; s++)
                DrawBar(canvas, y, bottom, start + (s * bar), bar, s, Series[s].Values[g]);
        }

        canvas.Line("axis", left, bottom, width - Right, bottom);
        foreach (var limit in Limits)
        {
            canvas.Line("axis", left, y.At(limit.Value), width - Right, y.At(limit.Value), 1.2, "4 3");
            canvas.Text("muted", width - Right - 4, y.At(limit.Value) - 5, limit.Label, 11, TextAnchor.End);
        }

        return canvas.ToSvg(Title, theme);
    }

    private void DrawBar(SvgCanvas canvas, AxisScale y, double bottom, double x, double width, int series, double value)
    {
        var text = value.ToString(value >= 9.95 || value == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);
        canvas.Rectangle($"f{series % ChartColours.SeriesCount}", x + 1, y.At(value), width - 2, Math.Max(0.5, bottom - y.At(value)), 1.5, tip: $"{Series[series].Name}: {text}");
        canvas.Text("muted", x + (width / 2), y.At(value) - 4, text, 10, TextAnchor.Middle);
    }
}
