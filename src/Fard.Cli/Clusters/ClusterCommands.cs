using System.CommandLine;
using Fard.Cli.Clusters.Following;
using Fard.Cli.Clusters.Resources;
using Fard.Cli.CommandLine;
using Fard.Cli.Commands;
using Fard.Cli.Commands.Apps;

namespace Fard.Cli.Clusters;

/// <summary>The commands that look at a running cluster and at its jobs.</summary>
internal static class ClusterCommands
{
    public static IEnumerable<Command> Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var jobs = new ResourceCommand<Actors.Observation.JobRecord>(new JobResource(time), terminal, time, connect).Create();
        jobs.Subcommands.Add(SubmitCommand.Create(terminal, time, connect));
        jobs.Subcommands.Add(FollowCommand.Create(terminal, time, connect));
        jobs.Subcommands.Add(CancelCommand.Create(terminal, connect));
        // An application of tasks is sent, watched and ended here as well.
        var applications = new ResourceCommand<ApplicationView>(new ApplicationResource(), terminal, time, connect).Create();
        foreach (var command in AppTaskCommands.All(terminal))
            applications.Subcommands.Add(command);
        return
        [
            new ResourceCommand<Actors.Observation.MemberView>(new MemberResource(), terminal, time, connect).Create(),
            new ResourceCommand<BoardView>(new BoardResource(), terminal, time, connect).Create(),
            jobs,
            applications,
            EventCommand.Create(terminal, connect),
            LogCommand.Create(terminal, connect),
            TopCommand.Create(terminal, time, connect),
            Benchmarking.BenchCommand.Create(terminal, time, connect),
            CompletionCommand.Create(terminal),
        ];
    }
}
