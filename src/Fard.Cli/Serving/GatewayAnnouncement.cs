using Fard.Cli.CommandLine;
using Fard.Gateway.Hosting;

namespace Fard.Cli.Serving;

/// <summary>What is printed once a gateway listens; with <c>--json</c> one line.</summary>
/// <param name="Event">Always <c>serving</c>.</param>
/// <param name="Address">Where REST and the dashboard are served.</param>
/// <param name="GrpcAddress">Where gRPC is served.</param>
/// <param name="Pid">The process id.</param>
internal sealed record GatewayAnnouncement(string Event, string Address, string GrpcAddress, int Pid)
{
    public const string ServingEvent = "serving";

    public static void Print(Terminal terminal, GatewayServer gateway, bool json)
    {
        var announcement = new GatewayAnnouncement(ServingEvent, TextOf(gateway.Address), TextOf(gateway.GrpcAddress), Environment.ProcessId);
        if (json)
            JsonOutput.WriteLine(terminal.RawOutput, announcement);
        else
            terminal.RawOutput.WriteLine($"serving on {announcement.Address} and gRPC on {announcement.GrpcAddress} (pid {announcement.Pid}). Ctrl-C stops.");
    }

    private static string TextOf(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
