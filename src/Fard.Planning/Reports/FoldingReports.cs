using System.Globalization;
using System.Text;
using System.Text.Json;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Folding;
using Fard.Planning.Resources;

namespace Fard.Planning.Reports;

/// <summary>A folding beside the network's own, as text and JSON.</summary>
public static class FoldingReports
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string Text(NetworkDescription network, BoardDescription board, FoldedNetwork folded)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(folded);
        var own = Own(network, board);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{network.Name} folded for {board.Name}: {folded.ImagesPerSecond:#,0.0} images/s ");
        text.Append(CultureInfo.InvariantCulture, $"(its own folding {Rate(network, board):#,0.0}); modelled, routing is not\n\n");
        var layers = new TextTable("layer", "PE", "SIMD", "cycles", "own PE", "own SIMD", "own cycles");
        for (var i = 0; i < network.Layers.Length; i++)
        {
            var (chosen, before) = (folded.Network.Layers[i], network.Layers[i]);
            layers.Add([.. new long[] { i, chosen.Pe, chosen.Simd, chosen.CyclesPerImage, before.Pe, before.Simd, before.CyclesPerImage }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        }

        var resources = new TextTable(["resource", "used", "of board %", "own folding", "of board %"]);
        foreach (var (used, before, has) in folded.Used.Amounts().Zip(own.Amounts(), ResourceVector.CapacityOf(board).Amounts()))
            resources.Add(used.Kind.Label(), Number(used.Amount), Number(100 * used.Amount / has.Amount), Number(before.Amount), Number(100 * before.Amount / has.Amount));
        return text.Append(layers).Append('\n').Append(resources).ToString();
    }

    public static string Json(NetworkDescription network, BoardDescription board, FoldedNetwork folded)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(folded);
        return JsonSerializer.Serialize(
            new
            {
                Network = network.Name,
                Board = board.Name,
                Modelled = true,
                folded.ImagesPerSecond,
                Layers = folded.Network.Layers.Select(layer => new { layer.Pe, layer.Simd, layer.CyclesPerImage }),
                Used = folded.Used.Amounts().ToDictionary(used => used.Kind.Label().ToLowerInvariant(), used => used.Amount),
            },
            Options);
    }

    private static ResourceVector Own(NetworkDescription network, BoardDescription board) => ResourceModel.Of(network, network.WholeRange).FitTo(board);

    private static double Rate(NetworkDescription network, BoardDescription board) => (double)board.ClockHertz / network.Layers.Max(layer => layer.CyclesPerImage);

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
