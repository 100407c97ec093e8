using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Cli.Serving;
using Fard.Client;
using Fard.Gateway.Hosting;

namespace Fard.Cli.Commands;

/// <summary><c>fard serve</c>: the gateway, as a client of the cluster, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(Terminal terminal)
    {
        var config = new Option<FileInfo>("--config")
        {
            Description = "The gateway's HOCON file; FARD_SEED=host:port names another cluster than the one on this machine.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "gateway.conf")),
            HelpName = "FILE",
        };
        var json = CommonOptions.Json();
        var command = new Command("serve", "Serves the cluster's applications over HTTP and gRPC (Open Inference Protocol). Ctrl-C stops.") { config, json };
        command.SetAction((parse, cancellationToken) => RunAsync(terminal, parse.GetRequiredValue(config).FullName, parse.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string configuration, bool json, CancellationToken cancellationToken)
    {
        var config = MemberConfiguration.Load(configuration);
        var settings = GatewaySettings.Read(config);
        var client = await FardClient.ConnectAsync(config, cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false))
        {
            var gateway = await GatewayServer.StartAsync(settings, client, client.View, GatewayLog.Configure, cancellationToken).ConfigureAwait(false);
            await using (gateway.ConfigureAwait(false))
            {
                GatewayAnnouncement.Print(terminal, gateway, json);
                await Task.WhenAny(client.WhenTerminated, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)).ConfigureAwait(false);
                if (cancellationToken.IsCancellationRequested)
                    return ExitCodes.Success;
            }
        }

        throw new CliException("The gateway's member was removed from the cluster.", "Its log says why; start it again to rejoin.");
    }
}
