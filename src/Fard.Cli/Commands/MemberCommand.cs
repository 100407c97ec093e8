using System.CommandLine;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Cli.Processes;
using Fard.Cli.Serving;
using Fard.Gateway.Hosting;

namespace Fard.Cli.Commands;

/// <summary><c>fard head</c> and <c>fard board</c>: a cluster member that runs until it is told to leave.</summary>
internal static class MemberCommand
{
    public static Command Create(string role, Terminal terminal)
    {
        var config = new Option<FileInfo>("--config") { Description = $"The member's HOCON file, such as hocon/{role}.conf.", HelpName = "FILE", Required = true };
        var json = CommonOptions.Json();
        var untilStdinCloses = new Option<bool>("--until-stdin-closes")
        {
            Description = "Leave the cluster when standard input ends, for programs that start members.",
            Hidden = true,
        };
        var what = role == FardRoles.Head ? "a head: it may host the node manager" : "a board: it runs jobs on its FPGA";
        var command = new Command(role, $"Starts {what}. Ctrl-C leaves the cluster.") { config, json, untilStdinCloses };
        if (role == FardRoles.Board)
            command.Subcommands.Add(BoardDoctorCommand.Create(terminal));
        command.SetAction((parse, cancellationToken) => RunAsync(
            role, terminal, parse.GetRequiredValue(config).FullName, parse.GetValue(json), parse.GetValue(untilStdinCloses), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string role, Terminal terminal, string configuration, bool json, bool untilStdinCloses, CancellationToken cancellationToken)
    {
        var config = MemberConfiguration.Load(configuration);
        if (!config.GetStringList("akka.cluster.roles").Contains(role))
        {
            throw new CliException(
                $"{configuration} does not give this member the role {role} (akka.cluster.roles).",
                $"Include hocon/{role}.conf in it, or set akka.cluster.roles = [{role}].",
                ExitCodes.Usage);
        }

        // What can be wrong in the configuration is found before anything is started.
        var gatewaySettings = role == FardRoles.Head && GatewaySettings.IsEnabled(config) ? GatewaySettings.Read(config) : null;
        var member = await FardMember.StartAsync(config, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (member.ConfigureAwait(false))
        {
            var address = member.Address.ToString();
            if (json)
                JsonOutput.WriteLine(terminal.RawOutput, new MemberAnnouncement(MemberAnnouncement.UpEvent, role, address, Environment.ProcessId));
            else
                terminal.RawOutput.WriteLine($"{role} is up at {address} (pid {Environment.ProcessId}). Ctrl-C leaves the cluster.");

            await using var gateway = gatewaySettings is null ? null : await HeadGateway.StartAsync(member, gatewaySettings, config, cancellationToken).ConfigureAwait(false);
            if (gateway is not null)
                GatewayAnnouncement.Print(terminal, gateway.Server, json);

            // A read of standard input cannot be called off: a signal counts all the same.
            var leave = untilStdinCloses ? StandardInputEndsAsync(cancellationToken).WaitAsync(cancellationToken) : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            var first = await Task.WhenAny(leave, member.WhenTerminated).ConfigureAwait(false);
            if (first == leave)
                return ExitCodes.Success;
        }

        throw new CliException($"The {role} was removed from the cluster.", "Its log says why; start it again to rejoin.");
    }

    private static async Task StandardInputEndsAsync(CancellationToken cancellationToken)
    {
        using var input = Console.OpenStandardInput();
        var buffer = new byte[64];
        while (await input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
