namespace Fard.Planning.Charts;

/// <summary>What an entry of a legend shows in front of its name.</summary>
internal enum LegendKey
{
    Line,
    PlainLine,
    Marker,
    HollowMarker,
    Box,
}

/// <summary>An entry of a legend.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Series">Whose colour and marker it has.</param>
/// <param name="Key">What it shows.</param>
/// <param name="IsDashed">Whether the line is dashed as its series is.</param>
internal sealed record LegendEntry(string Name, int Series, LegendKey Key, bool IsDashed = false);

/// <summary>Title, subtitle, legend and footnote of a chart, and the area that they leave for the plot.</summary>
internal sealed class ChartFrame
{
    public const double TextSize = 12, Margin = 20;

    private const double TitleSize = 17, KeyWidth = 26, LegendGap = 18, LineHeight = 18, NoteSize = 11;

    /// <param name="canvas">Where it is drawn.</param>
    /// <param name="title">One line.</param>
    /// <param name="subtitle">What was varied and that it is modelled; may be empty.</param>
    /// <param name="legend">Entries; wrapped over lines as the width demands.</param>
    /// <param name="notes">Lines at the foot.</param>
    public ChartFrame(SvgCanvas canvas, string title, string subtitle, IEnumerable<LegendEntry> legend, IReadOnlyList<string> notes)
    {
        canvas.Text("ink", Margin, 32, title, TitleSize, bold: true);
        Top = 40;
        if (subtitle.Length > 0)
        {
            canvas.Text("muted", Margin, 52, subtitle, TextSize);
            Top = 60;
        }

        DrawLegend(canvas, legend);
        Bottom = canvas.Height - 12 - (notes.Count * 15);
        for (var i = 0; i < notes.Count; i++)
            canvas.Text("muted", Margin, canvas.Height - 12 - ((notes.Count - 1 - i) * 15), notes[i], NoteSize);
    }

    /// <summary>Below title and legend.</summary>
    public double Top { get; private set; }

    /// <summary>Above the notes.</summary>
    public double Bottom { get; }

    private void DrawLegend(SvgCanvas canvas, IEnumerable<LegendEntry> legend)
    {
        var (x, y) = (Margin, Top + 16);
        var any = false;
        foreach (var entry in legend)
        {
            var width = KeyWidth + 6 + SvgCanvas.WidthOf(entry.Name, TextSize);
            if (any && x + width > canvas.Width - Margin)
                (x, y) = (Margin, y + LineHeight);
            DrawKey(canvas, entry, x, y - 4);
            canvas.Text("ink", x + KeyWidth + 6, y, entry.Name, TextSize);
            x += width + LegendGap;
            any = true;
        }

        Top = any ? y + 10 : Top;
    }

    private static void DrawKey(SvgCanvas canvas, LegendEntry entry, double x, double y)
    {
        var colour = entry.Series % ChartColours.SeriesCount;
        if (entry.Key == LegendKey.Box)
        {
            canvas.Rectangle($"f{colour}", x + 8, y - 6, 14, 12, 2);
            return;
        }

        if (entry.Key is LegendKey.Line or LegendKey.PlainLine)
            canvas.Line($"l{colour}", x, y, x + KeyWidth, y, 2, entry.IsDashed ? ChartMarkers.DashesOf(entry.Series) : null);
        if (entry.Key != LegendKey.PlainLine)
            ChartMarkers.Draw(canvas, entry.Series, x + (KeyWidth / 2), y, entry.Key == LegendKey.HollowMarker);
    }
}
