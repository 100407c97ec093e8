using System.Text.Encodings.Web;
using System.Text.Json;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;

namespace Fard.Planning.Reports;

/// <summary>A plan as JSON: times in seconds, shares of 1.</summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PlanSummary summary) => JsonSerializer.Serialize(Document(summary), Options);

    /// <summary>Several networks' plans as one array.</summary>
    public static string Write(IEnumerable<PlanSummary> summaries) => JsonSerializer.Serialize(summaries.Select(Document), Options);

    private static object Document(PlanSummary summary)
    {
        var (request, plan) = (summary.Request, summary.Plan);
        return new
        {
            Network = request.Model.Name,
            Modelled = true,
            Objective = request.Objective.Word(),
            Strategy = request.Strategy.Word(),
            request.Images,
            plan.Value,
            plan.LowerBound,
            plan.ImagesPerSecond,
            ResponseSeconds = summary.Response.TotalSeconds,
            BytesBetweenBoards = plan.TransferredBytes,
            Boards = plan.BoardCount,
            FreeBoards = summary.FreeBoards,
            Stages = plan.Stages.Select((stage, i) => new
            {
                FirstLayer = stage.Layers.First,
                LastLayer = stage.Layers.Last,
                Boards = stage.Boards.Select(board => board.Name),
                Kind = stage.Boards[0].Board.Name,
                KernelSeconds = stage.Cost.SecondsPerImage,
                LatencySeconds = stage.Cost.LatencySeconds,
                stage.IntervalSeconds,
                Busy = summary.Pipeline.Utilisation[i],
                stage.Cost.Utilisation,
                stage.InputBytes,
                LinkBusy = summary.Pipeline.LinkUtilisation[i],
            }),
            Published = summary.Published is { } published
                ? new { published.Source, published.PublishedImagesPerSecond, published.ImagesPerSecond, published.Error, published.StageSeconds, published.Power }
                : null,
            Strategies = summary.Strategies.Select(result => new
            {
                Strategy = result.Strategy.Word(),
                result.Plan?.ImagesPerSecond,
                Boards = result.Plan?.BoardCount,
                Stages = result.Plan?.Stages.Length,
                result.WhyNot,
            }),
        };
    }
}
