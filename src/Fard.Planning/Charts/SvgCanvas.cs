using System.Globalization;
using System.Security;
using System.Text;

namespace Fard.Planning.Charts;

/// <summary>How a text stands to its point.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>Writes the few elements of SVG 1.1 that the charts are made of. Lengths are in pixels of the view box; looks come from the style sheet's classes.</summary>
internal sealed class SvgCanvas(double width, double height)
{
    private const string Fonts = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif";

    private const string NarrowCharacters = "iljtfrI.,:;'|!()[] -";

    private readonly StringBuilder _body = new();

    public double Width => width;

    public double Height => height;

    /// <summary>An estimate of a text's width.</summary>
    /// <remarks>By class of character, of DejaVu Sans: the widest of the fonts that a browser is likely to take for those above.</remarks>
    public static double WidthOf(string text, double size) =>
        size * text.Sum(c => NarrowCharacters.Contains(c, StringComparison.Ordinal) ? 0.37 : c is 'm' or 'w' or 'W' or 'M' or '%' ? 0.97 : char.IsAsciiLetterUpper(c) ? 0.74 : 0.62);

    public void Line(string style, double x1, double y1, double x2, double y2, double stroke = 1, string? dashes = null) =>
        Append($"<line class=\"{style}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke-width=\"{N(stroke)}\"{Dashes(dashes)}/>");

    public void Rectangle(string style, double x, double y, double w, double h, double radius = 0, string? tip = null) =>
        Append($"<rect class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"{(radius > 0 ? $" rx=\"{N(radius)}\"" : "")}{Tipped("rect", tip)}");

    public void Polyline(string style, IEnumerable<(double X, double Y)> points, double stroke, string? dashes = null)
    {
        var places = string.Join(' ', points.Select(point => $"{N(point.X)},{N(point.Y)}"));
        Append($"<polyline class=\"{style}\" points=\"{places}\" stroke-width=\"{N(stroke)}\" stroke-linejoin=\"round\"{Dashes(dashes)}/>");
    }

    public void Path(string style, string data, double stroke = 0, string? tip = null) =>
        Append($"<path class=\"{style}\" d=\"{data}\"{(stroke > 0 ? $" stroke-width=\"{N(stroke)}\"" : "")}{Tipped("path", tip)}");

    public void Text(string style, double x, double y, string text, double size, TextAnchor anchor = TextAnchor.Start, bool bold = false, double rotation = 0) =>
        Append($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\"{Anchor(anchor)}{(bold ? " font-weight=\"600\"" : "")}"
            + $"{(rotation != 0 ? $" transform=\"rotate({N(rotation)} {N(x)} {N(y)})\"" : "")}>{SecurityElement.Escape(text)}</text>");

    /// <summary>The document.</summary>
    /// <param name="title">What readers of the page without eyes are told it is.</param>
    /// <param name="theme">Its colours.</param>
    public string ToSvg(string title, ChartTheme theme) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" role=\"img\" font-family=\"{Fonts}\">\n"
        + $"<title>{SecurityElement.Escape(title)}</title>\n<style>\n{ChartColours.StyleSheet(theme)}</style>\n"
        + $"<rect class=\"ground\" width=\"{N(width)}\" height=\"{N(height)}\"/>\n{_body}</svg>\n";

    /// <summary>A number as SVG has it, two digits behind the point.</summary>
    public static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private void Append(string element) => _body.Append(element).Append('\n');

    private static string Dashes(string? dashes) => dashes is null ? "" : $" stroke-dasharray=\"{dashes}\"";

    private static string Anchor(TextAnchor anchor) => anchor switch
    {
        TextAnchor.Middle => " text-anchor=\"middle\"",
        TextAnchor.End => " text-anchor=\"end\"",
        _ => "",
    };

    private static string Tipped(string element, string? tip) => tip is null ? "/>" : $"><title>{SecurityElement.Escape(tip)}</title></{element}>";
}
