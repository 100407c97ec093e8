using static Fard.Planning.Charts.SvgCanvas;

namespace Fard.Planning.Charts;

/// <summary>Shapes and dashes by which series are told apart without colour.</summary>
internal static class ChartMarkers
{
    private static readonly string?[] DashPatterns = [null, "7 4", "2 4", "9 3 2 3", "4 2", "12 5"];

    public static string? DashesOf(int series) => DashPatterns[series % DashPatterns.Length];

    /// <summary>Draws the marker of a series.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="series">Which series, from 0.</param>
    /// <param name="x">Its middle.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="isHollow">Whether only its outline is drawn.</param>
    /// <param name="tip">What a pointer resting on it is told.</param>
    public static void Draw(SvgCanvas canvas, int series, double x, double y, bool isHollow = false, string? tip = null)
    {
        var (shape, colour) = (series % 6, series % ChartColours.SeriesCount);
        var data = shape switch
        {
            0 => $"M{N(x - 4)} {N(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
            1 => $"M{N(x - 3.6)} {N(y - 3.6)}h7.2v7.2h-7.2Z",
            2 => $"M{N(x)} {N(y - 4.8)}L{N(x + 4.4)} {N(y + 3.2)}H{N(x - 4.4)}Z",
            3 => $"M{N(x)} {N(y - 5)}L{N(x + 5)} {N(y)}L{N(x)} {N(y + 5)}L{N(x - 5)} {N(y)}Z",
            4 => $"M{N(x)} {N(y + 4.8)}L{N(x + 4.4)} {N(y - 3.2)}H{N(x - 4.4)}Z",
            _ => $"M{N(x - 4.6)} {N(y - 1.4)}h3.2v-3.2h2.8v3.2h3.2v2.8h-3.2v3.2h-2.8v-3.2h-3.2Z",
        };
        canvas.Path((isHollow ? "h" : "f") + colour, data, isHollow ? 1.5 : 0, tip);
    }
}
