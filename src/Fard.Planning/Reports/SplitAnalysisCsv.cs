using System.Globalization;
using System.Text;
using Fard.Planning.Analysis;
using Fard.Planning.Resources;

namespace Fard.Planning.Reports;

/// <summary>A split analysis as comma-separated values (RFC 4180, but lines end with a line feed): a row per split point and board, amounts and not shares.</summary>
public static class SplitAnalysisCsv
{
    private const string Header =
        "network,board,after_layer,position,first_layer,last_layer,lut,lutram,ff,bram36,dsp,interval_s,latency_s,bytes_per_image,images_per_second,"
        + "link_s_per_image,busy,link_busy,response_s,"
        + "table1_lut,table1_lutram,table1_ff,table1_bram36,table1_dsp,error_lut_points,error_lutram_points,error_ff_points,error_bram36_points,error_dsp_points";

    public static string Write(SplitAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var point in analysis.Points)
        {
            Append(text, analysis, point, 0, point.First, point.Link.FirstBusy, point.Comparison);
            Append(text, analysis, point, 1, point.Second, point.Link.SecondBusy, null);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, SplitAnalysis analysis, SplitPoint point, int position, SplitHalf half, double busy, TableIComparison? table)
    {
        IEnumerable<object> cells =
        [
            analysis.Network, analysis.Board.Name, point.AfterLayer, position, half.Layers.First, half.Layers.Last,
            .. half.Used.Amounts().Select(used => (object)Math.Round(used.Amount, 1)),
            half.Interval.TotalSeconds, half.Latency.TotalSeconds, point.BytesPerImage, Math.Round(point.ImagesPerSecond, 3),
            point.Link.TransferTime.TotalSeconds, Math.Round(busy, 6), Math.Round(point.Link.LinkBusy, 6), point.Link.Response.TotalSeconds,
            .. table?.Published.Amounts().Select(share => (object)share.Amount) ?? Enumerable.Repeat<object>("", 5),
            .. table?.Errors.Select(error => (object)Math.Round(error.Points, 3)) ?? Enumerable.Repeat<object>("", 5),
        ];
        text.AppendJoin(',', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))).Append('\n');
    }
}
