using System.CommandLine;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Cli.Commands;

namespace Fard.Cli.Clusters;

/// <summary><c>fard top</c>: boards and jobs with their rates, live.</summary>
internal static class TopCommand
{
    public static Command Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var interval = CommonOptions.Number("--interval", "Seconds between two looks.", 2, 1, 3600);
        var count = CommonOptions.Number("--count", "Looks before it ends; 0: until Ctrl-C.", 0, 0, 1_000_000);
        var json = new Option<bool>("--json") { Description = "Print one JSON object a look." };
        var options = new ClusterOptions();
        var command = new Command("top", "Shows boards and jobs with their rates: live on a terminal, plain lines elsewhere.") { interval, count, json, options.Config };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var connection = await connect(options.ConfigOf(parse), cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(parse.GetValue(interval)), time);
                var before = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                for (var look = 1; ; look++)
                {
                    await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
                    var now = await connection.View.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
                    var usage = ClusterUsage.Between(before, now);
                    if (parse.GetValue(json))
                        JsonOutput.WriteLine(terminal.RawOutput, usage);
                    else
                        Print(terminal, usage);
                    if (look == parse.GetValue(count))
                        return ExitCodes.Success;
                    before = now;
                }
            }
        });
        return command;
    }

    private static void Print(Terminal terminal, ClusterUsage usage)
    {
        if (terminal.OutputIsTerminal)
            terminal.Output.Clear(home: true);
        terminal.RawOutput.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Time(usage.At)}  {usage.Boards.Count} boards  {usage.Queued} queued  {usage.Jobs.Count} with boards  {Words.Rate(usage.ImagesPerSecond)} images/s through the last positions"));
        terminal.RawOutput.WriteLine();
        var boards = new TextTable("BOARD", "FPGA", "STATE", "JOB", "LOADED", "IMAGES/S", "BUSY", "QUEUED-CHUNKS", "FAILURES");
        foreach (var board in usage.Boards)
        {
            boards.Add(
                board.Board,
                Words.Number(board.Fpga),
                new Cell(board.State, Words.ToneOf(board.State)),
                board.Job is { } job ? job[..8] : "free",
                board.Loaded,
                Words.Rate(board.ImagesPerSecond),
                Words.Percent(board.Busy),
                Words.Number(board.QueuedChunks),
                Words.Number(board.Failures));
        }

        boards.Write(terminal);
        if (usage.Jobs.Count > 0)
        {
            terminal.RawOutput.WriteLine();
            var jobs = new TextTable("JOB", "APPLICATION", "STATE", "PROGRESS", "IMAGES/S", "LEFT", "BOTTLENECK");
            foreach (var job in usage.Jobs)
            {
                jobs.Add(
                    job.Job[..8],
                    job.Application,
                    new Cell(job.State, Words.ToneOf(job.State)),
                    Words.Percent(job.Progress),
                    Words.Rate(job.ImagesPerSecond),
                    job.LeftSeconds is { } left ? Words.Duration(TimeSpan.FromSeconds(left)) : "",
                    job.Bottleneck ?? "");
            }

            jobs.Write(terminal);
        }

        if (!terminal.OutputIsTerminal)
            terminal.RawOutput.WriteLine();
        terminal.RawOutput.Flush();
    }
}
