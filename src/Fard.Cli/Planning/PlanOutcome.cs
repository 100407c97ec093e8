using System.Collections.Immutable;
using Fard.Planning.Analysis;
using Fard.Planning.Reports;
using Fard.Planning.Sharing;

namespace Fard.Cli.Planning;

/// <summary>The plans found, one for each network.</summary>
/// <param name="Summaries">In the order asked for.</param>
/// <param name="Sharing">How the boards are shared; null for one network.</param>
internal sealed record PlanOutcome(ImmutableArray<PlanSummary> Summaries, SharingPlan? Sharing)
{
    /// <summary>Whether the plan is for these very boards, and not for any of their kinds.</summary>
    public bool NamesBoards { get; init; }

    public PlanningReport Report() => Sharing is null
        ? new PlanningReport(
            () => PlanText.Write(Summaries[0]),
            () => PlanCsv.Write(Summaries[0]),
            () => PlanJson.Write(Summaries[0]),
            theme => PlanCharts.Draw(Summaries[0], theme))
        : new PlanningReport(
            () => SharingText.Write(Sharing, Summaries),
            () => PlanCsv.Write(Summaries),
            () => PlanJson.Write(Summaries),
            theme => Summaries.SelectMany(summary => PlanCharts.Draw(summary, theme).Select(chart => ($"{summary.Request.Model.Name}-{chart.FileName}", chart.Svg))));
}
