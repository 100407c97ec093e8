using System.Globalization;
using System.Text;

namespace Fard.Planning.Charts;

/// <summary>
/// The style sheet of a chart. Series colours are those of Okabe and Ito ("Color Universal Design", 2008), told apart by readers with any colour vision; on dark ground
/// they are lighter.
/// </summary>
internal static class ChartColours
{
    /// <summary>Colours there are; further series begin again, with other markers and dashes.</summary>
    public const int SeriesCount = 6;

    private static readonly Palette Light = new(
        "#ffffff", "#1f2328", "#57606a", "#e3e6ea", "#8c959f", ["#0072b2", "#d55e00", "#009e73", "#b0558f", "#a87700", "#5b5bd6"]);

    private static readonly Palette Dark = new(
        "#14181d", "#e8ebee", "#a3adb8", "#2b323a", "#6b7682", ["#56b4e9", "#ff9152", "#35cfa5", "#e79bc7", "#f0c24b", "#a9a6ff"]);

    public static string StyleSheet(ChartTheme theme) => theme switch
    {
        ChartTheme.Light => Rules(Light),
        ChartTheme.Dark => Rules(Dark),
        _ => $"{Rules(Light)}@media (prefers-color-scheme: dark) {{\n{Rules(Dark)}}}\n",
    };

    private static string Rules(Palette palette)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $".ground {{ fill: {palette.Ground} }}\n.ink {{ fill: {palette.Ink} }}\n.muted {{ fill: {palette.Muted} }}\n");
        text.Append(CultureInfo.InvariantCulture, $".grid {{ stroke: {palette.Grid}; fill: none }}\n.axis {{ stroke: {palette.Axis}; fill: none }}\n");
        text.Append(CultureInfo.InvariantCulture, $".on {{ fill: {palette.Ground} }}\n");
        for (var i = 0; i < SeriesCount; i++)
            text.Append(CultureInfo.InvariantCulture, $".f{i} {{ fill: {palette.Series[i]} }}\n.l{i} {{ stroke: {palette.Series[i]}; fill: none }}\n.h{i} {{ stroke: {palette.Series[i]}; fill: {palette.Ground} }}\n");
        return text.ToString();
    }

    private sealed record Palette(string Ground, string Ink, string Muted, string Grid, string Axis, string[] Series);
}
