using System.Collections.Immutable;
using System.Globalization;

namespace Fard.Planning.Charts;

/// <summary>A bar of a <see cref="GanttChart"/>.</summary>
/// <param name="Start">When it begins.</param>
/// <param name="End">When it ends.</param>
/// <param name="Label">Inside the bar, where there is room.</param>
/// <param name="Colour">Which colour, from 0.</param>
/// <param name="Mark">When something that it began is done: a tick below the row; null for none.</param>
public sealed record GanttBar(double Start, double End, string Label, int Colour, double? Mark = null);

/// <summary>A row of a <see cref="GanttChart"/>.</summary>
/// <param name="Name">In front of it.</param>
/// <param name="Detail">Below the name, smaller.</param>
/// <param name="Bars">In the order of time.</param>
public sealed record GanttRow(string Name, string Detail, ImmutableArray<GanttBar> Bars);

/// <summary>What is busy with what, over time.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Subtitle">Of what, and that it is modelled.</param>
/// <param name="Time">The horizontal axis.</param>
/// <param name="Rows">From above to below.</param>
public sealed record GanttChart(string Title, string Subtitle, ChartAxis Time, ImmutableArray<GanttRow> Rows)
{
    private const double Right = 26, BelowAxis = 46, LeastRow = 30, MostRow = 46;

    private static readonly double[] LabelSizes = [11, 9];

    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Draws it; the height follows from the rows.</summary>
    public string ToSvg(ChartTheme theme = ChartTheme.Automatic, double width = 860)
    {
        var row = Rows.Length > 12 ? LeastRow : MostRow;
        var canvas = new SvgCanvas(width, ChartFrame.HeadOf(Title, Subtitle, width) + 14 + (row * Rows.Length) + BelowAxis + ChartFrame.FootOf(Notes, width));
        var frame = new ChartFrame(canvas, Title, Subtitle, [], Notes);
        var left = ChartFrame.Margin + Math.Max(80, Rows.Max(r => Math.Max(SvgCanvas.WidthOf(r.Name, 12), SvgCanvas.WidthOf(r.Detail, 11)))) + 12;
        var top = frame.Top + 14;
        var bottom = top + (row * Rows.Length);
        var x = new AxisScale(Time, [.. Rows.SelectMany(r => r.Bars).Select(bar => Math.Max(bar.End, bar.Mark ?? 0))], left, width - Right);
        PlotAxes.DrawHorizontal(canvas, Time.Title, x, bottom, top, hasGrid: true);
        for (var i = 0; i < Rows.Length; i++)
            DrawRow(canvas, Rows[i], x, top + (i * row), row, left);
        return canvas.ToSvg(Title, theme);
    }

    private static void DrawRow(SvgCanvas canvas, GanttRow row, AxisScale x, double top, double height, double left)
    {
        var middle = top + (height / 2);
        var hasDetail = row.Detail.Length > 0;
        canvas.Text("ink", left - 12, middle + (hasDetail ? -2 : 4), row.Name, ChartFrame.TextSize, TextAnchor.End);
        if (hasDetail)
            canvas.Text("muted", left - 12, middle + 12, row.Detail, 11, TextAnchor.End);
        canvas.Line("grid", left, top + height, x.At(x.Most), top + height);
        var thickness = height * 0.56;
        foreach (var bar in row.Bars)
        {
            var (start, end) = (x.At(bar.Start), x.At(bar.End));
            var colour = bar.Colour % ChartColours.SeriesCount;
            if (bar.Mark is { } mark)
                canvas.Line($"l{colour}", x.At(mark), middle + (thickness / 2) + 1.5, x.At(mark), middle + (thickness / 2) + 7, 1.6);
            var tip = string.Create(CultureInfo.InvariantCulture, $"{row.Name}, {bar.Label}: {bar.Start:0.###} to {bar.End:0.###}");
            canvas.Rectangle($"f{colour}", start + 0.4, middle - (thickness / 2), Math.Max(0.8, end - start - 0.8), thickness, 2, tip: tip);
            var size = LabelSizes.FirstOrDefault(size => end - start > SvgCanvas.WidthOf(bar.Label, size) + 3);
            if (size > 0)
                canvas.Text("on", (start + end) / 2, middle + (size * 0.36), bar.Label, size, TextAnchor.Middle);
        }
    }
}
