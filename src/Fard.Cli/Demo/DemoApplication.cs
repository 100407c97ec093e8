using System.Globalization;
using System.Text;
using Fard.Networks.Description;

namespace Fard.Cli.Demo;

/// <summary>An application on boards of the demo's kind: layers and number of boards by position.</summary>
/// <param name="Name">What jobs are submitted to.</param>
/// <param name="Ranges">The layers of each position.</param>
/// <param name="Replicas">The boards of each position.</param>
/// <param name="ChunkImages">Images of a chunk.</param>
internal sealed record DemoApplication(string Name, IReadOnlyList<LayerRange> Ranges, IReadOnlyList<int> Replicas, int ChunkImages = 1)
{
    private static readonly string[] JobNames = ["first_stage", "second_stage", "third_stage"];

    /// <summary>The network cut after these layers; named as in the paper for two positions.</summary>
    public static DemoApplication Of(DemoOptions options, NetworkDescription network)
    {
        var name = options.Positions switch
        {
            1 => "one_stage_bnn_app",
            2 => "two_stage_bnn_app",
            _ => string.Create(CultureInfo.InvariantCulture, $"{options.Positions}_stage_bnn_app"),
        };
        return new DemoApplication(name, CutAfter(options.SplitAfter, network), options.Replicas);
    }

    /// <summary>The application as a head reads it.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="package">The bitstream package of the whole network.</param>
    public string Text(string network, string package)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"fard.head.applications.{Name} {{");
        text.AppendLine(CultureInfo.InvariantCulture, $"  network = {network}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  chunk-images = {ChunkImages}");
        text.AppendLine("  positions = [");
        for (var position = 0; position < Ranges.Count; position++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"    {{ job-name = {JobName(position)}, layers = \"{Ranges[position]}\", bitstream = \"{package}@{Ranges[position]}\", board = pynq-z1, replicas = {Replicas[position]} }}");
        }

        return text.AppendLine("  ]").AppendLine("}").ToString();
    }

    private string JobName(int position) =>
        Ranges.Count <= JobNames.Length ? JobNames[position] : string.Create(CultureInfo.InvariantCulture, $"stage_{position}");

    private static List<LayerRange> CutAfter(IReadOnlyList<int> cuts, NetworkDescription network)
    {
        var ranges = new List<LayerRange>();
        var first = 0;
        foreach (var cut in cuts)
        {
            ranges.Add(new LayerRange(first, cut));
            first = cut + 1;
        }

        ranges.Add(new LayerRange(first, network.Layers.Length - 1));
        return ranges;
    }
}
