using System.Globalization;
using Fard.Planning.Analysis;
using Fard.Planning.Resources;

namespace Fard.Planning.Reports;

/// <summary>A split analysis as tables of text.</summary>
public static class SplitAnalysisText
{
    public static string Write(SplitAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var text = $"{analysis.Network} over two boards {analysis.Board.Name} ({analysis.Board.Part}): utilisation in percent, modelled\n\n{Points(analysis)}";
        if (analysis.Points.All(point => point.Comparison is null))
            return text;
        return $"{text}\nFirst board beside Table I of the FARD paper (cut in front of the pool): modelled, and error in points\n\n{Errors(analysis)}"
            + "FF after layer 2: the table repeats the figure of layer 1, probably a misprint.\n";
    }

    private static TextTable Points(SplitAnalysis analysis)
    {
        var table = new TextTable("after layer", "board", "LUT", "LUTRAM", "FF", "BRAM36", "DSP", "interval us", "latency us", "bytes/image", "images/s");
        Add(table, "not split", "", analysis.Whole, "", Number(1 / analysis.Whole.Interval.TotalSeconds, 1));
        foreach (var point in analysis.Points)
        {
            Add(table, point.AfterLayer.ToString(CultureInfo.InvariantCulture), "1", point.First, point.BytesPerImage.ToString(CultureInfo.InvariantCulture), Number(point.ImagesPerSecond, 1));
            Add(table, "", "2", point.Second, "", "");
        }

        return table;
    }

    private static void Add(TextTable table, string split, string board, SplitHalf half, string bytes, string rate) => table.Add(
        [
            split,
            board,
            .. half.Utilisation.Amounts().Select(share => Number(100 * share.Amount, 2) + (share.Amount > 1 ? "!" : "")),
            Number(half.Interval.TotalMicroseconds, 2),
            Number(half.Latency.TotalMicroseconds, 2),
            bytes,
            rate,
        ]);

    private static TextTable Errors(SplitAnalysis analysis)
    {
        var table = new TextTable("after layer", "LUT", "error", "LUTRAM", "error", "FF", "error", "BRAM36", "error", "DSP", "error");
        foreach (var point in analysis.Points.Where(point => point.Comparison is not null))
        {
            var cells = point.Comparison!.Modelled.Amounts().Zip(point.Comparison.Errors, (share, error) => new[]
            {
                Number(100 * share.Amount, 2), error.Points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
            });
            table.Add([point.AfterLayer.ToString(CultureInfo.InvariantCulture), .. cells.SelectMany(pair => pair)]);
        }

        return table;
    }

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);
}
