using System.CommandLine;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary><c>fard events</c>: what has happened in the cluster.</summary>
internal static class EventCommand
{
    public static Command Create(Terminal terminal, ConnectToCluster connect)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with each event as it happens, until Ctrl-C." };
        var job = new Option<string?>("--job") { Description = "Only events of this job: its id, or the first four or more digits of it.", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line." };
        var options = new ClusterOptions();
        var command = new Command("events", "Prints what has happened in the cluster, as far as the node manager remembers.") { follow, job, json, options.Config };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                Actors.Jobs.JobId? wanted = parse.GetValue(job) is { } id ? Names.FindJob(id, cluster.Jobs.Select(record => record.Status.Job)) : null;
                await foreach (var happened in connection.View.WatchEventsAsync(0, cancellationToken).ConfigureAwait(false))
                {
                    if (wanted is null || happened.Job == wanted)
                        Print(terminal, happened, parse.GetValue(json));
                    // The node manager's start is its first event: there always is a last one.
                    if (!parse.GetValue(follow) && happened.Sequence >= cluster.LastEvent)
                        break;
                }

                return ExitCodes.Success;
            }
        });
        return command;
    }

    private static void Print(Terminal terminal, ClusterEvent happened, bool json)
    {
        if (json)
        {
            JsonOutput.WriteLine(terminal.RawOutput, new
            {
                happened.Sequence,
                happened.At,
                happened.Kind,
                Severity = happened.Severity.ToString().ToLowerInvariant(),
                happened.Text,
                Job = happened.Job?.ToString(),
                happened.Application,
                happened.Board,
            });
            return;
        }

        var tone = happened.Severity switch { EventSeverity.Error => Tone.Bad, EventSeverity.Warning => Tone.Warning, _ => Tone.Plain };
        terminal.WriteLine($"{Words.Time(happened.At)} {happened.Kind,-20} {happened.Text}", tone);
    }
}
