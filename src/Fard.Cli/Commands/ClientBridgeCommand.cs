using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Client;
using Fard.Client.Bridge;

namespace Fard.Cli.Commands;

/// <summary><c>fard client-bridge</c>: a client of the cluster for a program in another language, started by the Python package <c>fard</c>.</summary>
internal static class ClientBridgeCommand
{
    private const string SecretVariable = "FARD_BRIDGE_SECRET";

    public static Command Create()
    {
        var socket = new Option<string>("--socket") { Description = "The Unix socket of the program that wants a client.", HelpName = "PATH", Required = true };
        var config = new Option<FileInfo>("--config")
        {
            Description = "The client's HOCON file.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "client.conf")),
            HelpName = "FILE",
        };
        var command = new Command("client-bridge", $"Joins the cluster as a client for the program behind a socket (docs/user-programs.md). Its secret is in {SecretVariable}.") { socket, config };
        command.SetAction((parse, cancellationToken) => RunAsync(parse.GetRequiredValue(socket), parse.GetRequiredValue(config).FullName, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string socket, string config, CancellationToken cancellationToken)
    {
        var secret = Environment.GetEnvironmentVariable(SecretVariable)
            ?? throw new CliException($"{SecretVariable} is not set.", "fard.api.connect() of the Python package starts this command; it is not for people.", ExitCodes.Usage);
        var client = await FardClient.ConnectAsync(MemberConfiguration.Load(config), cancellationToken).ConfigureAwait(false);
        await using (client.ConfigureAwait(false)) await ClientBridge.ServeAsync(client, socket, secret, cancellationToken).ConfigureAwait(false);
        return ExitCodes.Success;
    }
}
