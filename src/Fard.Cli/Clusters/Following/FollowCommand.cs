using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Commands;

namespace Fard.Cli.Clusters.Following;

/// <summary><c>fard jobs follow</c>: comes back to a job.</summary>
internal static class FollowCommand
{
    public static Command Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var id = new Argument<string>("ID") { Description = "Id of the job, or the first four or more digits of it." };
        var json = CommonOptions.Json();
        var options = new ClusterOptions();
        var command = new Command("follow", "Shows a job's progress until it ends; and its classes, if it was submitted on this machine with --follow.") { id, json, options.Config };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                var job = Names.FindJob(parse.GetRequiredValue(id), cluster.Jobs.Select(record => record.Status.Job));
                return await new JobFollower(terminal, time, JobFolder.OfUser).FollowAsync(connection, job, parse.GetValue(json), cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }
}
