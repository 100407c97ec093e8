using System.Collections.Immutable;

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

    private const double TitleSize = 17, TitleLine = 22, SubtitleLine = 16, KeyWidth = 26, LegendGap = 18, LineHeight = 18, NoteSize = 11, NoteLine = 15, Foot = 12;

    // Bold letters are wider than those whose widths are estimated.
    private const double BoldWidth = 1.12;

    /// <param name="canvas">Where it is drawn.</param>
    /// <param name="title">Its title.</param>
    /// <param name="subtitle">What was varied and that it is modelled; may be empty.</param>
    /// <param name="legend">Entries.</param>
    /// <param name="notes">Texts at the foot.</param>
    /// <remarks>All of them are broken into lines as the width demands.</remarks>
    public ChartFrame(SvgCanvas canvas, string title, string subtitle, IEnumerable<LegendEntry> legend, IReadOnlyList<string> notes)
    {
        var titles = TitleLines(title, canvas.Width);
        for (var i = 0; i < titles.Length; i++)
            canvas.Text("ink", Margin, 32 + (i * TitleLine), titles[i], TitleSize, bold: true);
        var subtitles = SubtitleLines(subtitle, canvas.Width);
        for (var i = 0; i < subtitles.Length; i++)
            canvas.Text("muted", Margin, 52 + ((titles.Length - 1) * TitleLine) + (i * SubtitleLine), subtitles[i], TextSize);
        Top = HeadOf(title, subtitle, canvas.Width);
        DrawLegend(canvas, legend);
        Bottom = canvas.Height - FootOf(notes, canvas.Width);
        var lines = NoteLines(notes, canvas.Width);
        for (var i = 0; i < lines.Length; i++)
            canvas.Text("muted", Margin, canvas.Height - Foot - ((lines.Length - 1 - i) * NoteLine), lines[i], NoteSize);
    }

    /// <summary>Below title and legend.</summary>
    public double Top { get; private set; }

    /// <summary>Above the notes.</summary>
    public double Bottom { get; }

    /// <summary>Height of title and subtitle.</summary>
    public static double HeadOf(string title, string subtitle, double width) =>
        40 + ((TitleLines(title, width).Length - 1) * TitleLine) + (subtitle.Length == 0 ? 0 : 20 + ((SubtitleLines(subtitle, width).Length - 1) * SubtitleLine));

    /// <summary>Height of the notes and the space below them.</summary>
    public static double FootOf(IReadOnlyList<string> notes, double width) => Foot + (NoteLines(notes, width).Length * NoteLine);

    private static ImmutableArray<string> TitleLines(string title, double width) => TextLines.Of(title, TitleSize * BoldWidth, width - (2 * Margin));

    private static ImmutableArray<string> SubtitleLines(string subtitle, double width) =>
        subtitle.Length == 0 ? [] : TextLines.Of(subtitle, TextSize, width - (2 * Margin));

    private static ImmutableArray<string> NoteLines(IReadOnlyList<string> notes, double width) =>
        [.. notes.SelectMany(note => TextLines.Of(note, NoteSize, width - (2 * Margin)))];

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
