using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Demo;
using Fard.Cli.Installation;
using Fard.Networks.Description;

namespace Fard.Cli.Commands;

/// <summary><c>fard demo</c>: a head and boards on this machine, real images, one report.</summary>
internal static class DemoCommand
{
    private const string PaceOfBoards = "board";
    private const string NoPace = "none";

    private static readonly int[] PaperSplit = [5];

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var boards = CommonOptions.Number("--boards", "Board processes to start; those that the pipeline does not need stand by", 2, 1, 16);
        var jobs = CommonOptions.Number("--jobs", "Jobs to measure", 30, 1, 100_000);
        var images = CommonOptions.Number("--images", "Images of each job", 20, 1, 10_000);
        var pace = new Option<string>("--pace")
        {
            Description = "Whether emulated boards take the modelled time of real ones.",
            DefaultValueFactory = _ => PaceOfBoards,
        };
        pace.AcceptOnlyFromAmong(PaceOfBoards, NoPace);
        var split = new Option<int[]>("--split")
        {
            Description = "Cut the network after layer K; several K make more positions. Default: 5 (the paper's split), or no cut with one board.",
            HelpName = "K",
            AllowMultipleArgumentsPerToken = true,
        };
        var replicas = new Option<int[]>("--replicas")
        {
            Description = "Boards of each position, over which its images are dealt, such as 3 2; one number without --split: the whole network on so many. Default: one each.",
            HelpName = "N",
            AllowMultipleArgumentsPerToken = true,
        };
        var json = CommonOptions.Json();
        var command = new Command("demo", "Starts a head and emulated boards on this machine, classifies CIFAR-10 images across them, and reports.")
        {
            boards, jobs, images, pace, split, replicas, json,
        };
        command.SetAction((parse, cancellationToken) =>
        {
            var boardCount = parse.GetValue(boards);
            var dealt = parse.GetValue(replicas) ?? [];
            var cuts = parse.GetValue(split) is { Length: > 0 } chosen ? chosen : boardCount > 1 && dealt.Length != 1 ? PaperSplit : [];
            var options = new DemoOptions(boardCount, parse.GetValue(jobs), parse.GetValue(images), parse.GetValue(pace) == PaceOfBoards, cuts);
            options = dealt.Length == 0 ? options : options with { Replicas = dealt };
            return RunAsync(terminal, time, Checked(options), parse.GetValue(json), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, TimeProvider time, DemoOptions options, bool json, CancellationToken cancellationToken)
    {
        Task<DemoReport> Run(IDemoProgress progress) =>
            new DemoRun(options, InstalledFiles.Bitstreams, InstalledFiles.SampleImages, progress, time).RunAsync(cancellationToken);

        var report = terminal.ErrorIsTerminal
            ? await DemoProgressBars.ShowAsync(terminal.Error, Run).ConfigureAwait(false)
            : await Run(new DemoProgressLines(terminal.RawError)).ConfigureAwait(false);
        if (json)
            JsonOutput.Write(terminal.RawOutput, report);
        else
            DemoReportView.Print(terminal, report);
        if (!report.BitExact)
            throw new CliException("Some scores differ from the in-process executor's.", "This is a defect of fard; please report it with the line 'processes' above.");
        return ExitCodes.Success;
    }

    private static DemoOptions Checked(DemoOptions options)
    {
        var last = NetworkCatalog.CnvW2A2.Layers.Length - 1;
        var previous = -1;
        foreach (var cut in options.SplitAfter)
        {
            if (cut <= previous || cut >= last)
            {
                throw new CliException(
                    $"--split {string.Join(' ', options.SplitAfter)} is no way to cut {NetworkCatalog.CnvW2A2.Name}.",
                    $"Give layers from 0 to {last - 1}, each above the one before.",
                    ExitCodes.Usage);
            }

            previous = cut;
        }

        if (options.Replicas.Count != options.Positions || options.Replicas.Any(replicas => replicas < 1))
        {
            throw new CliException(
                $"--replicas {string.Join(' ', options.Replicas)} does not fit a pipeline of {options.Positions} positions.",
                "Give each position a number of boards from 1 on.",
                ExitCodes.Usage);
        }

        if (options.BoardsOfJob > options.Boards)
        {
            throw new CliException(
                $"A pipeline of {options.Positions} positions needs {options.BoardsOfJob} boards; {options.Boards} were asked for.",
                $"Use --boards {options.BoardsOfJob}, or fewer cuts or replicas.",
                ExitCodes.Usage);
        }

        return options;
    }
}
