using System.CommandLine;
using System.Globalization;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary><c>fard logs</c>: what the members log, merged by time.</summary>
internal static class LogCommand
{
    private static readonly string[] Levels = ["Debug", "Info", "Warning", "Error"];

    public static Command Create(Terminal terminal, ConnectToCluster connect)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with each line as it is logged, until Ctrl-C." };
        var job = new Option<string?>("--job") { Description = "Only lines about this job: its id, or the first four or more digits of it.", HelpName = "ID" };
        var board = new Option<string?>("--board") { Description = "Only lines of this board's member.", HelpName = "NAME" };
        var level = new Option<string>("--level") { Description = "Only lines of this level or a higher one: debug, info, warning, error.", DefaultValueFactory = _ => "debug", HelpName = "LEVEL" };
        level.AcceptOnlyFromAmong("debug", "info", "warning", "error");
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line." };
        var options = new ClusterOptions();
        var command = new Command("logs", "Prints what the members of the cluster log: what they still keep, by time.") { follow, job, board, level, json, options.Config };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var least = Array.FindIndex(Levels, name => name.Equals(parse.GetValue(level), StringComparison.OrdinalIgnoreCase));
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var cluster = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                Actors.Jobs.JobId? wanted = parse.GetValue(job) is { } id ? Names.FindJob(id, cluster.Jobs.Select(record => record.Status.Job)) : null;
                var name = parse.GetValue(board);
                if (name is not null && cluster.Boards.All(known => known.Board.Name != name))
                    throw Names.Unknown("board", name, [.. cluster.Boards.Select(known => known.Board.Name)], "fard boards list");
                var isWanted = (LogEntry entry) => Array.IndexOf(Levels, entry.Level) >= least && (name is null || entry.Board == name);
                if (parse.GetValue(follow))
                {
                    await foreach (var entry in connection.View.FollowLogsAsync(wanted, cancellationToken).ConfigureAwait(false))
                    {
                        if (isWanted(entry))
                            Print(terminal, entry, parse.GetValue(json));
                    }
                }
                else
                {
                    foreach (var entry in (await connection.View.ReadLogsAsync(wanted, cancellationToken).ConfigureAwait(false)).Where(isWanted))
                        Print(terminal, entry, parse.GetValue(json));
                }

                return ExitCodes.Success;
            }
        });
        return command;
    }

    private static void Print(Terminal terminal, LogEntry entry, bool json)
    {
        if (json)
        {
            JsonOutput.WriteLine(terminal.RawOutput, new { entry.At, entry.Member, entry.Board, entry.Level, entry.Source, entry.Message, Job = entry.Job?.ToString() });
            return;
        }

        var at = entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var tone = entry.Level switch { "Error" => Tone.Bad, "Warning" => Tone.Warning, _ => Tone.Plain };
        terminal.WriteLine($"{at} {entry.Level.ToLowerInvariant(),-7} {(entry.Board.Length > 0 ? entry.Board : HostOf(entry.Member))}  {entry.Message}", tone);
    }

    private static string HostOf(string member) => member[(member.LastIndexOf('@') + 1)..];
}
