using System.Collections.Immutable;

namespace Fard.Planning.Charts;

/// <summary>A point of a series.</summary>
/// <param name="X">Its place on the horizontal axis.</param>
/// <param name="Y">Its place on the vertical axis.</param>
/// <param name="Label">Text beside it; null for none.</param>
public sealed record ChartPoint(double X, double Y, string? Label = null);

/// <summary>How a series is drawn.</summary>
public enum SeriesKind
{
    /// <summary>A line with filled markers.</summary>
    Line,

    /// <summary>A line without markers, for many points.</summary>
    PlainLine,

    /// <summary>Filled markers only.</summary>
    Points,

    /// <summary>Outlined markers only: published figures beside modelled ones.</summary>
    HollowPoints,

    /// <summary>Steps between the points: what is reached up to the next one.</summary>
    Steps,
}

/// <summary>A series of a chart.</summary>
/// <param name="Name">In the legend; an empty name has no entry.</param>
/// <param name="Points">From left to right.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Colour">Whose colour, marker and dashes it has, from 0; null: its own by its place.</param>
public sealed record ChartSeries(string Name, ImmutableArray<ChartPoint> Points, SeriesKind Kind = SeriesKind.Line, int? Colour = null);

/// <summary>A limit drawn across a chart.</summary>
/// <param name="Value">On the vertical axis, or the horizontal one.</param>
/// <param name="Label">Text at it.</param>
/// <param name="IsVertical">Whether it is a value of the horizontal axis.</param>
public sealed record ChartLimit(double Value, string Label, bool IsVertical = false);

/// <summary>Lines and points over two axes.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Subtitle">What was varied, and that it is modelled.</param>
/// <param name="Horizontal">The horizontal axis.</param>
/// <param name="Vertical">The vertical axis.</param>
/// <param name="Series">At least one.</param>
public sealed record XyChart(string Title, string Subtitle, ChartAxis Horizontal, ChartAxis Vertical, ImmutableArray<ChartSeries> Series)
{
    private const double Right = 26, BelowAxis = 46, LabelSize = 11;

    public ImmutableArray<ChartLimit> Limits { get; init; } = [];

    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Draws it.</summary>
    /// <param name="theme">Its colours.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public string ToSvg(ChartTheme theme = ChartTheme.Automatic, double width = 760, double height = 480)
    {
        var canvas = new SvgCanvas(width, height);
        var frame = new ChartFrame(canvas, Title, Subtitle, Series.Select((series, i) => Entry(series, series.Colour ?? i)).Where(entry => entry.Name.Length > 0), Notes);
        var points = Series.SelectMany(series => series.Points).ToArray();
        var (top, bottom) = (frame.Top + 14, frame.Bottom - BelowAxis);
        var y = new AxisScale(Vertical, [.. points.Select(point => point.Y), .. Limits.Where(limit => !limit.IsVertical && Vertical.Most is null).Select(limit => limit.Value)], bottom, top);
        var left = PlotAxes.LeftOf(y);
        var x = new AxisScale(Horizontal, [.. points.Select(point => point.X)], left, width - Right);
        PlotAxes.DrawVertical(canvas, Vertical.Title, y, left, width - Right);
        PlotAxes.DrawHorizontal(canvas, Horizontal.Title, x, bottom, top);
        foreach (var limit in Limits)
            Draw(canvas, limit, x, y, top, bottom, width);
        for (var i = 0; i < Series.Length; i++)
            Draw(canvas, Series[i], Series[i].Colour ?? i, x, y);
        return canvas.ToSvg(Title, theme);
    }

    private static LegendEntry Entry(ChartSeries series, int colour) => new(
        series.Name,
        colour,
        series.Kind switch { SeriesKind.HollowPoints => LegendKey.HollowMarker, SeriesKind.Points => LegendKey.Marker, SeriesKind.PlainLine => LegendKey.PlainLine, _ => LegendKey.Line },
        IsDashed: series.Kind != SeriesKind.Steps);

    private static void Draw(SvgCanvas canvas, ChartLimit limit, AxisScale x, AxisScale y, double top, double bottom, double width)
    {
        if (limit.IsVertical)
        {
            canvas.Line("axis", x.At(limit.Value), top, x.At(limit.Value), bottom, 1.2, "4 3");
            var isRight = x.At(limit.Value) > width * 0.7;
            canvas.Text("muted", x.At(limit.Value) + (isRight ? -6 : 6), top + 12, limit.Label, 11, isRight ? TextAnchor.End : TextAnchor.Start);
            return;
        }

        canvas.Line("axis", x.At(x.Least), y.At(limit.Value), width - Right, y.At(limit.Value), 1.2, "4 3");
        canvas.Text("muted", width - Right - 4, y.At(limit.Value) - 5, limit.Label, 11, TextAnchor.End);
    }

    private static void Draw(SvgCanvas canvas, ChartSeries series, int index, AxisScale x, AxisScale y)
    {
        var places = series.Points.Select(point => (X: x.At(point.X), Y: y.At(point.Y))).ToArray();
        var style = $"l{index % ChartColours.SeriesCount}";
        if (series.Kind is SeriesKind.Line or SeriesKind.PlainLine)
            canvas.Polyline(style, places, 2, ChartMarkers.DashesOf(index));
        if (series.Kind == SeriesKind.Steps)
            canvas.Polyline(style, places.SelectMany((place, i) => i == 0 ? [place] : new[] { (place.X, places[i - 1].Y), place }), 2);
        for (var i = 0; i < places.Length; i++)
        {
            if (series.Kind != SeriesKind.PlainLine)
                ChartMarkers.Draw(canvas, index, places[i].X, places[i].Y, series.Kind == SeriesKind.HollowPoints, series.Points[i].Label);
            if (series.Points[i].Label is { } label)
                DrawLabel(canvas, label, places[i].X, places[i].Y);
        }
    }

    // To the right of its point, or to the left where the picture ends there.
    private static void DrawLabel(SvgCanvas canvas, string label, double x, double y)
    {
        var isLeft = x + 8 + SvgCanvas.WidthOf(label, LabelSize) > canvas.Width;
        canvas.Text("ink", x + (isLeft ? -8 : 8), y - 7, label, LabelSize, isLeft ? TextAnchor.End : TextAnchor.Start);
    }
}
