using System.Globalization;
using System.Text;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;

namespace Fard.Planning.Reports;

/// <summary>A plan as text.</summary>
public static class PlanText
{
    public static string Write(PlanSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var (request, plan) = (summary.Request, summary.Plan);
        var free = summary.FreeBoards.ToArray();
        var text = new StringBuilder();
        text.Append($"{request.Model.Name} on {Kinds(request.Boards)}: objective {request.Objective.Word()}, strategy {request.Strategy.Word()}; all figures modelled\n\n");
        text.Append(CultureInfo.InvariantCulture, $"  throughput   {plan.ImagesPerSecond:#,0.0} images/s\n");
        text.Append(CultureInfo.InvariantCulture, $"  response     {summary.Response.TotalMilliseconds:#,0.000} ms for {Count(request.Images, "image")}, without software\n");
        text.Append(CultureInfo.InvariantCulture, $"  value        {request.Objective.Value(plan.Value)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  lower bound  {request.Objective.Value(plan.LowerBound)}{Gap(plan)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  between boards {plan.TransferredBytes:#,0} bytes/image\n");
        text.Append(CultureInfo.InvariantCulture, $"  boards       {plan.BoardCount} of {request.Boards.Length} used{(free.Length > 0 ? $"; free: {Names(free)}" : "")}\n\n");
        text.Append(Stages(summary)).Append('\n');
        text.Append("Highest throughput by strategy, on the same boards:\n\n").Append(Strategies(summary));
        if (summary.Published is { } published)
            Append(text, request.Model, published);
        return text.ToString();
    }

    /// <summary>Boards by kind, such as <c>2 pynq-z1 + 1 ultra96</c>.</summary>
    public static string Kinds(IEnumerable<PlanningBoard> boards) =>
        string.Join(" + ", boards.GroupBy(board => board.Board.Name).Select(group => $"{group.Count().ToString(CultureInfo.InvariantCulture)} {group.Key}"));

    internal static TextTable Stages(PlanSummary summary)
    {
        var table = new TextTable("stage", "layers", "boards", "kind", "kernel us", "interval us", "busy %", "scarcest %", "bytes in", "link in busy %", "on");
        for (var i = 0; i < summary.Plan.Stages.Length; i++)
        {
            var stage = summary.Plan.Stages[i];
            table.Add(
                i.ToString(CultureInfo.InvariantCulture),
                LayersOf(summary.Request.Model, stage),
                stage.Boards.Length.ToString(CultureInfo.InvariantCulture),
                stage.Boards[0].Board.Name,
                Number(stage.Cost.SecondsPerImage * 1e6, 2),
                Number(stage.IntervalSeconds * 1e6, 2),
                Number(100 * summary.Pipeline.Utilisation[i], 1),
                Number(100 * stage.Cost.Utilisation, 1),
                stage.InputBytes.ToString("#,0", CultureInfo.InvariantCulture),
                Number(100 * summary.Pipeline.LinkUtilisation[i], 2),
                Names([.. stage.Boards.Select(board => board.Name)]));
        }

        return table;
    }

    internal static string LayersOf(IStageModel model, PlannedStage stage)
    {
        var (first, last) = (model.LayerName(stage.Layers.First), model.LayerName(stage.Layers.Last));
        return first.StartsWith("layer ", StringComparison.Ordinal) ? stage.Layers.ToString() : stage.Layers.Count == 1 ? first : $"{first} - {last}";
    }

    private static void Append(StringBuilder text, IStageModel model, PublishedSplit published)
    {
        var (begins, times) = (published.Stages.Select(layers => model.LayerName(layers.First)), published.StageSeconds.Select(seconds => Number(1e3 * seconds, 2)));
        text.Append(CultureInfo.InvariantCulture, $"\nPublished split ({published.Source}): {published.PublishedImagesPerSecond:0.0} images/s; ");
        text.Append(CultureInfo.InvariantCulture, $"modelled {published.ImagesPerSecond:0.0} ({100 * published.Error:+0.0;-0.0} %)\n");
        text.Append($"  begins with {string.Join(", ", begins)}; {string.Join(" / ", times)} ms, modelled\n");
        text.Append(CultureInfo.InvariantCulture, $"  power: {published.Power}\n");
    }

    private static TextTable Strategies(PlanSummary summary)
    {
        var table = new TextTable("strategy", "images/s", "boards", "stages", "response ms", "bytes/image");
        foreach (var result in summary.Strategies)
        {
            if (result.Plan is not { } plan)
            {
                table.Add(result.Strategy.Word(), "no plan", "", "", "", "");
                continue;
            }

            table.Add(
                result.Strategy.Word(),
                plan.ImagesPerSecond.ToString("#,0.0", CultureInfo.InvariantCulture),
                plan.BoardCount.ToString(CultureInfo.InvariantCulture),
                plan.Stages.Length.ToString(CultureInfo.InvariantCulture),
                Number(PlannedPipeline.Of(plan, summary.Request.Model).Response(summary.Request.Images, 1).TotalMilliseconds, 3),
                plan.TransferredBytes.ToString("#,0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Gap(PartitionPlan plan) => plan.LowerBound > 0
        ? string.Create(CultureInfo.InvariantCulture, $" (the plan is {100 * Math.Max(0, (plan.Value / plan.LowerBound) - 1):0.##} % above it)")
        : "";

    private static string Names(string[] names) => names.Length <= 4 ? string.Join(", ", names) : $"{names[0]}, {names[1]} ... {names[^1]}";

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {what}{(number == 1 ? "" : "s")}");

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);
}
