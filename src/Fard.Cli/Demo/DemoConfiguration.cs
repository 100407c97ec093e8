using System.Globalization;
using System.Text;
using Fard.Cli.Installation;
using Fard.Networks.Description;

namespace Fard.Cli.Demo;

/// <summary>Writes the HOCON files of the demo's members: the installed roles' files with loopback addresses and the demo's pipelines.</summary>
internal sealed class DemoConfiguration(IReadOnlyList<DemoApplication> applications, bool paced, string network, string package, int seedPort)
{
    private const string Host = "127.0.0.1";

    public DemoConfiguration(DemoOptions options, NetworkDescription network, string package, int seedPort)
        : this([DemoApplication.Of(options, network)], options.Paced, network.Name, package, seedPort)
    {
    }

    /// <summary>Clock of the boards that are paced, in MHz; 0: their packages'.</summary>
    public int ClockMegahertz { get; init; }

    /// <summary>The application that jobs are submitted to.</summary>
    public string Application => applications[0].Name;

    /// <summary>The layers of each position of it.</summary>
    public IReadOnlyList<LayerRange> Ranges => applications[0].Ranges;

    public string Head() => Member("head", seedPort) + string.Concat(applications.Select(application => application.Text(network, package)));

    public string Board(int index) => new StringBuilder(Member("board", 0))
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.name = board-{index}")
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.pace = {(paced ? "board" : "none")}")
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.pace-clock-mhz = {ClockMegahertz}")
        .AppendLine(CultureInfo.InvariantCulture, $"fard.board.bitstreams = [{Quote(InstalledFiles.Bitstreams)}]")
        .ToString();

    public string Client() => Member("client", 0);

    private static string Quote(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string Member(string role, int port) => string.Create(CultureInfo.InvariantCulture, $"""
        include {Quote(Path.Combine(InstalledFiles.Configurations, role + ".conf"))}
        akka.remote.dot-netty.tcp.hostname = {Host}
        akka.remote.dot-netty.tcp.port = {port}
        akka.cluster.seed-nodes = ["akka.tcp://fard@{Host}:{seedPort}"]
        fard.data-plane.host = {Host}

        """);
}
