using System.CommandLine;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary><c>fard jobs cancel</c>: gives jobs up, whoever submitted them.</summary>
internal static class CancelCommand
{
    public static Command Create(Terminal terminal, ConnectToCluster connect)
    {
        var ids = new Argument<string[]>("ID") { Description = "Ids of jobs, or the first four or more digits of them.", Arity = ArgumentArity.OneOrMore };
        var reason = new Option<string>("--reason") { Description = "What the job's client is told.", DefaultValueFactory = _ => "Cancelled with fard jobs cancel.", HelpName = "TEXT" };
        var options = new ClusterOptions();
        var command = new Command("cancel", "Gives jobs up; their clients hear why.") { ids, reason, options.Config };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                // All are found before any is cancelled: a mistake cancels nothing.
                var jobs = parse.GetRequiredValue(ids).Select(id => Names.FindJob(id, cluster.Jobs.Select(job => job.Status.Job))).Distinct().ToArray();
                var missed = 0;
                foreach (var job in jobs)
                {
                    if (await connection.View.CancelJobAsync(job, parse.GetRequiredValue(reason), cancellationToken).ConfigureAwait(false))
                    {
                        terminal.RawOutput.WriteLine($"cancelled {job}");
                        continue;
                    }

                    missed++;
                    terminal.RawError.WriteLine($"error: no job {job} waits or runs.");
                }

                if (missed > 0)
                    terminal.RawError.WriteLine("  See 'fard jobs list'.");
                return missed == 0 ? ExitCodes.Success : ExitCodes.Failure;
            }
        });
        return command;
    }
}
