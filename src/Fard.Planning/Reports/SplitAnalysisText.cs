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
        var text = $"{analysis.Network} over two boards {analysis.Board.Name} ({analysis.Board.Part}): utilisation in percent, modelled\n\n{Points(analysis)}\n"
            + $"Pipeline over links of {Number(analysis.Options.LinkBytesPerSecond * 8 / 1e6, 1)} Mbit/s, {Number(analysis.Options.Images, 0)} images in chunks of one: "
            + $"modelled, without software\n\n{Links(analysis)}"
            + "Power: the papers publish no model for split kernels; none is given.\n";
        if (analysis.Points.All(point => point.Comparison is null))
            return text;
        return $"{text}\nFirst board beside Table I of the FARD paper (cut in front of the pool): modelled, published, and signed error in points\n\n{Errors(analysis)}"
            + "FF after layer 2: the table repeats the figure of layer 1, probably a misprint.\n";
    }

    private static TextTable Links(SplitAnalysis analysis)
    {
        var table = new TextTable("after layer", "link us/image", "board 1 busy %", "board 2 busy %", "link busy %", "response ms");
        foreach (var point in analysis.Points)
        {
            table.Add(
                point.AfterLayer.ToString(CultureInfo.InvariantCulture),
                Number(point.Link.TransferTime.TotalMicroseconds, 2),
                Number(100 * point.Link.FirstBusy, 1),
                Number(100 * point.Link.SecondBusy, 1),
                Number(100 * point.Link.LinkBusy, 2),
                Number(point.Link.Response.TotalMilliseconds, 3));
        }

        return table;
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
        var table = new TextTable(["after layer", .. ResourceVector.Kinds.SelectMany(kind => new[] { kind.Label(), "table", "error" })]);
        foreach (var point in analysis.Points.Where(point => point.Comparison is not null))
        {
            var (modelled, published) = (point.Comparison!.Modelled.Amounts(), point.Comparison.Published.Amounts());
            var cells = modelled.Zip(published, point.Comparison.Errors).Select(cell => new[]
            {
                Number(100 * cell.First.Amount, 2), Number(100 * cell.Second.Amount, 2), cell.Third.Points.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture),
            });
            table.Add([point.AfterLayer.ToString(CultureInfo.InvariantCulture), .. cells.SelectMany(triple => triple)]);
        }

        return table;
    }

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);
}
