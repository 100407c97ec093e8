using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fard.Planning.Analysis;
using Fard.Planning.Sharing;

namespace Fard.Planning.Reports;

/// <summary>Several networks on the same boards as text.</summary>
public static class SharingText
{
    /// <param name="sharing">How the boards are shared.</param>
    /// <param name="summaries">Each network's plan on its boards.</param>
    public static string Write(SharingPlan sharing, ImmutableArray<PlanSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(sharing);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{summaries.Length} networks side by side on {PlanText.Kinds(summaries.SelectMany(summary => summary.Request.Boards))}; all figures modelled\n\n");
        var table = new TextTable("network", "images/s", "response ms", "boards", "stages");
        foreach (var summary in summaries)
        {
            table.Add(
                summary.Request.Model.Name,
                summary.Plan.ImagesPerSecond.ToString("#,0.0", CultureInfo.InvariantCulture),
                summary.Response.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture),
                summary.Plan.BoardCount.ToString(CultureInfo.InvariantCulture),
                summary.Plan.Stages.Length.ToString(CultureInfo.InvariantCulture));
        }

        text.Append(table).Append('\n');
        if (sharing is { Share: { } share, ShareBound: { } bound })
        {
            text.Append(CultureInfo.InvariantCulture, $"Every network without a target has at least {share:#,0.0} images/s for a weight of 1; no sharing gives more than {bound:#,0.0}.\n\n");
        }

        foreach (var summary in summaries)
            text.Append(CultureInfo.InvariantCulture, $"{summary.Request.Model.Name}\n").Append(PlanText.Stages(summary)).Append('\n');
        return text.ToString();
    }
}
