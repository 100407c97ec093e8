using System.Globalization;
using System.Text;
using Fard.Planning.Analysis;

namespace Fard.Planning.Reports;

/// <summary>A plan as comma-separated values, lines ended by line feeds: a row per board of every stage.</summary>
public static class PlanCsv
{
    private const string Header =
        "network,stage,first_layer,last_layer,replica,board,kind,kernel_s,latency_s,stage_interval_s,busy,utilisation,input_bytes,link_busy,images_per_second";

    public static string Write(PlanSummary summary) => Write([summary]);

    /// <summary>Several networks' plans below one header.</summary>
    public static string Write(IEnumerable<PlanSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var summary in summaries)
            Append(text, summary);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PlanSummary summary)
    {
        for (var i = 0; i < summary.Plan.Stages.Length; i++)
        {
            var stage = summary.Plan.Stages[i];
            for (var replica = 0; replica < stage.Boards.Length; replica++)
            {
                object[] cells =
                [
                    summary.Request.Model.Name, i, stage.Layers.First, stage.Layers.Last, replica, Quoted(stage.Boards[replica].Name), stage.Boards[replica].Board.Name,
                    stage.Cost.SecondsPerImage, stage.Cost.LatencySeconds, stage.IntervalSeconds, Math.Round(summary.Pipeline.Utilisation[i], 6),
                    Math.Round(stage.Cost.Utilisation, 6), stage.InputBytes, Math.Round(summary.Pipeline.LinkUtilisation[i], 6), Math.Round(summary.Plan.ImagesPerSecond, 3),
                ];
                text.AppendJoin(',', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))).Append('\n');
            }
        }
    }

    private static string Quoted(string name) =>
        name.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
