using System.Globalization;
using System.Text;
using Fard.Cli.Installation;
using Fard.Networks.Description;

namespace Fard.Cli.Demo;

/// <summary>Writes the HOCON files of the demo's members: the installed roles' files with loopback addresses and the demo's pipeline.</summary>
internal sealed class DemoConfiguration(DemoOptions options, NetworkDescription network, string package, int seedPort)
{
    private const string Host = "127.0.0.1";

    private static readonly string[] JobNames = ["first_stage", "second_stage", "third_stage"];

    /// <summary>The application that jobs are submitted to; named as in the paper for two positions.</summary>
    public string Application { get; } = options.Positions switch
    {
        1 => "one_stage_bnn_app",
        2 => "two_stage_bnn_app",
        _ => string.Create(CultureInfo.InvariantCulture, $"{options.Positions}_stage_bnn_app"),
    };

    /// <summary>The layers of each position.</summary>
    public IReadOnlyList<LayerRange> Ranges { get; } = CutAfter(options.SplitAfter, network);

    public string Head()
    {
        var text = new StringBuilder(Member("head", seedPort));
        text.AppendLine(CultureInfo.InvariantCulture, $"fard.head.applications.{Application} {{");
        text.AppendLine(CultureInfo.InvariantCulture, $"  network = {network.Name}");
        text.AppendLine("  positions = [");
        for (var position = 0; position < Ranges.Count; position++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"    {{ job-name = {JobName(position)}, layers = \"{Ranges[position]}\", bitstream = \"{package}@{Ranges[position]}\", board = pynq-z1, replicas = {options.Replicas[position]} }}");
        }

        return text.AppendLine("  ]").AppendLine("}").ToString();
    }

    public string Board(int index) => new StringBuilder(Member("board", 0))
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.name = board-{index}")
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.pace = {(options.Paced ? "board" : "none")}")
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.bitstreams = [{Quote(InstalledFiles.Bitstreams)}]")
        .ToString();

    public string Client() => Member("client", 0);

    private string Member(string role, int port) => string.Create(CultureInfo.InvariantCulture, $"""
        include {Quote(Path.Combine(InstalledFiles.Configurations, role + ".conf"))}
        akka.remote.dot-netty.tcp.hostname = {Host}
        akka.remote.dot-netty.tcp.port = {port}
        akka.cluster.seed-nodes = ["akka.tcp://fard@{Host}:{seedPort}"]
        fard.data-plane.host = {Host}

        """);

    private string JobName(int position) =>
        Ranges.Count <= JobNames.Length ? JobNames[position] : string.Create(CultureInfo.InvariantCulture, $"stage_{position}");

    private static string Quote(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

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
