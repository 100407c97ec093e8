using System.Globalization;
using System.Text;
using System.Text.Json;
using Fard.Planning.Training;

namespace Fard.Planning.Reports;

/// <summary>A chain of boards that trains, as text, CSV and JSON.</summary>
public static class TrainingReports
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Text(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{plan.Network.Name} trained on a chain of {plan.Stages.Length} {plan.Board.Name}: our model after FPDeep's idea, not its authors'\n\n");
        text.Append(CultureInfo.InvariantCulture, $"  throughput  {plan.ImagesPerSecond:#,0.0} images/s ({(plan.IsLinear ? "bound by computation" : "bound by links")})\n");
        var operations = 2 * plan.Network.Macs;
        text.Append(CultureInfo.InvariantCulture, $"  work        {operations / 1e9:#,0.0} GOP/image at two operations per multiply-accumulate, ");
        text.Append(CultureInfo.InvariantCulture, $"{operations * plan.ImagesPerSecond / 1e12:0.00} TOPS\n");
        text.Append(CultureInfo.InvariantCulture, $"  period      {1e3 * plan.ComputeSeconds:0.0000} ms/image to compute, {1e3 * plan.LinkSeconds:0.0000} ms/image ");
        text.Append(CultureInfo.InvariantCulture, $"over the busiest link of {plan.Board.LinkBitsPerSecond / 1e9:0.#} Gbit/s\n\n");
        return text.Append(Boards(plan)).ToString();
    }

    public static string Csv(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder("network,board,layers,own_weight_bytes,stored_weight_bytes,link_up_bytes,link_down_bytes,link_busy\n");
        for (var i = 0; i < plan.Stages.Length; i++)
        {
            var link = i < plan.Links.Length ? plan.Links[i] : null;
            text.Append(CultureInfo.InvariantCulture, $"{plan.Network.Name},{i},{Layers(plan, i)},{plan.Stages[i].OwnWeightBytes:0},{plan.Stages[i].StoredWeightBytes:0},");
            text.Append(CultureInfo.InvariantCulture, $"{link?.Forward:0},{link?.Backward:0},{Busy(plan, link):0.####}\n");
        }

        return text.ToString();
    }

    public static string Json(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return JsonSerializer.Serialize(
            new
            {
                Network = plan.Network.Name,
                Modelled = true,
                Model = "ours, after FPDeep's idea",
                plan.ImagesPerSecond,
                plan.IsLinear,
                plan.ComputeSeconds,
                plan.LinkSeconds,
                plan.Board.LinkBitsPerSecond,
                Boards = plan.Stages.Select((stage, i) => new
                {
                    Layers = stage.Shares.Select(share => new { plan.Network.Layers[share.Layer].Name, share.From, share.To }),
                    stage.OwnWeightBytes,
                    stage.StoredWeightBytes,
                    LinkUpBytes = i < plan.Links.Length ? plan.Links[i].Forward : (double?)null,
                    LinkDownBytes = i < plan.Links.Length ? plan.Links[i].Backward : (double?)null,
                }),
            },
            Options);
    }

    internal static string Layers(TrainingPlan plan, int board) => string.Join(' ', plan.Stages[board].Shares.Select(share => share is { From: < 1e-9, To: > 1 - 1e-9 }
        ? plan.Network.Layers[share.Layer].Name
        : string.Create(CultureInfo.InvariantCulture, $"{plan.Network.Layers[share.Layer].Name}[{100 * share.From:0}-{100 * share.To:0}%]")));

    private static double? Busy(TrainingPlan plan, TrainingLink? link) => link is null ? null : link.Busier * 8 / plan.Board.LinkBitsPerSecond * plan.ImagesPerSecond;

    private static TextTable Boards(TrainingPlan plan)
    {
        var table = new TextTable("board", "weights MB", "kept MB", "up MB/image", "down MB/image", "link busy %", "layers");
        for (var i = 0; i < plan.Stages.Length; i++)
        {
            var link = i < plan.Links.Length ? plan.Links[i] : null;
            table.Add(
                i.ToString(CultureInfo.InvariantCulture),
                Mega(plan.Stages[i].OwnWeightBytes),
                Mega(plan.Stages[i].StoredWeightBytes),
                link is null ? "" : Mega(link.Forward),
                link is null ? "" : Mega(link.Backward),
                Busy(plan, link) is { } busy ? (100 * busy).ToString("0.0", CultureInfo.InvariantCulture) : "",
                Layers(plan, i));
        }

        return table;
    }

    private static string Mega(double bytes) => (bytes / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
