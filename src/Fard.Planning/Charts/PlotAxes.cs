namespace Fard.Planning.Charts;

/// <summary>Axes with ticks, labels and grid lines.</summary>
internal static class PlotAxes
{
    private const double LeastLeft = 74, TitleEnd = 30, LabelGap = 8;

    /// <summary>Where a plot begins, so that the vertical axis has room for its labels and its title.</summary>
    public static double LeftOf(AxisScale vertical) =>
        Math.Max(LeastLeft, TitleEnd + LabelGap + vertical.Ticks.Max(tick => SvgCanvas.WidthOf(tick.Label, ChartFrame.TextSize)));

    public static void DrawVertical(SvgCanvas canvas, string title, AxisScale scale, double left, double right)
    {
        foreach (var (value, label) in scale.Ticks)
        {
            canvas.Line("grid", left, scale.At(value), right, scale.At(value));
            canvas.Text("muted", left - LabelGap, scale.At(value) + 4, label, ChartFrame.TextSize, TextAnchor.End);
        }

        var middle = (scale.At(scale.Least) + scale.At(scale.Most)) / 2;
        canvas.Text("ink", 22, middle, title, ChartFrame.TextSize, TextAnchor.Middle, rotation: -90);
    }

    public static void DrawHorizontal(SvgCanvas canvas, string title, AxisScale scale, double bottom, double top, bool hasGrid = false)
    {
        var (left, right) = (scale.At(scale.Least), scale.At(scale.Most));
        canvas.Line("axis", left, bottom, right, bottom);
        foreach (var (value, label) in scale.Ticks)
        {
            canvas.Line(hasGrid ? "grid" : "axis", scale.At(value), hasGrid ? top : bottom, scale.At(value), bottom + 5);
            canvas.Text("muted", scale.At(value), bottom + 19, label, ChartFrame.TextSize, TextAnchor.Middle);
        }

        canvas.Text("ink", (left + right) / 2, bottom + 38, title, ChartFrame.TextSize, TextAnchor.Middle);
    }
}
