using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Demo;
using Fard.Cli.Installation;
using Fard.Cli.Measurement;
using Fard.Hardware.Boards;

namespace Fard.Cli.Commands;

/// <summary><c>fard plan measure</c>: do plans keep what they predict?</summary>
internal static class PlanMeasureCommand
{
    private const int Megahertz = 1_000_000;
    private static readonly int PynqMegahertz = (int)(BoardCatalog.PynqZ1.ClockHertz / Megahertz);

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var cases = new Option<string[]>("--case")
        {
            Description = $"What to measure; default: all. {string.Join(", ", MeasuredPlan.Names)}; split, data-parallel or fused for all of a kind.",
            HelpName = "CASE",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var images = CommonOptions.Number("--images", "Images of each job, for each board of its widest position", 200, 20, 10_000);
        var jobs = CommonOptions.Number("--jobs", "Jobs to measure for each case", 10, 1, 10_000);
        var chunk = CommonOptions.Number("--chunk-images", "Images of a chunk, predicted and measured", 1, 1, 50);
        var clock = CommonOptions.Number(
            "--clock-mhz", "Clock of the boards, predicted and paced; lower where this machine cannot compute for so many boards in time", PynqMegahertz, 1, 1000);
        var json = CommonOptions.Json();
        var command = new Command(
            "measure",
            "Runs plans of cnvW2A2 on clusters of this machine, emulated boards paced by the cycle model, and holds measured response and throughput against the prediction. "
                + "Exit code 1 where one is more than 5 % off. Needs a machine that does nothing else.")
        {
            cases, images, jobs, chunk, clock, json,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var options = new MeasureOptions(
                MeasuredPlan.Named(parse.GetValue(cases)!, BoardCatalog.PynqZ1 with { ClockHertz = parse.GetValue(clock) * Megahertz }),
                parse.GetValue(jobs),
                parse.GetValue(images),
                parse.GetValue(chunk),
                parse.GetValue(clock));
            if (options.Plans.FirstOrDefault(plan => !options.IsLongEnough(plan)) is { } shortened)
                throw new CliException($"--images {options.ImagesPerBoard} is too few for {shortened.Case} with --chunk-images {options.ChunkImages}.", $"Use --images {4 * shortened.Period * options.ChunkImages}.", ExitCodes.Usage);
            var workload = new DemoWorkload(InstalledFiles.Bitstreams, InstalledFiles.SampleImages);
            var report = await new MeasureRun(options, workload, terminal.RawError, time).RunAsync(cancellationToken).ConfigureAwait(false);
            if (parse.GetValue(json))
                JsonOutput.Write(terminal.RawOutput, report);
            else
                MeasureReportView.Print(terminal, report);
            return report is { AllWithin: true, BitExact: true } ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}
