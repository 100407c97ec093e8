using System.CommandLine;
using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Reports;
using Fard.Planning.Timing.Fifos;

namespace Fard.Cli.Commands;

/// <summary><c>fard split</c>: where a network can be cut in two, and what each cut costs.</summary>
internal static class SplitCommand
{
    public static Command Create(Terminal terminal) => new("split", "Shows where a network can be cut in two and what each cut costs.") { CreateAnalyze(terminal), CreateFifos(terminal) };

    private static Command CreateAnalyze(Terminal terminal)
    {
        var (network, board, link) = (PlanningOptions.Network(), PlanningOptions.Board(), PlanningOptions.LinkRate());
        var images = CommonOptions.Number("--images", "Images of the job whose response is given", 20, 1, 1_000_000);
        var report = new ReportOptions();
        var command = new Command("analyze", "Prints resources, bytes and times of both boards for every split point, beside published figures. All figures are modelled.")
        {
            network, board, link, images,
        };
        report.AddTo(command);
        command.SetAction(parse =>
        {
            var analysis = SplitAnalysis.Of(
                NetworkCatalog.Find(parse.GetRequiredValue(network)),
                BoardCatalog.Find(parse.GetRequiredValue(board)),
                new SplitOptions(PlanningOptions.BytesPerSecond(parse.GetValue(link)), Images: parse.GetValue(images)));
            report.Print(parse, terminal, new PlanningReport(
                () => SplitAnalysisText.Write(analysis),
                () => SplitAnalysisCsv.Write(analysis),
                () => SplitAnalysisJson.Write(analysis),
                theme => SplitCharts.Draw(analysis, theme)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateFifos(Terminal terminal)
    {
        var (network, board, json) = (PlanningOptions.Network(), PlanningOptions.Board(), CommonOptions.Json());
        var depths = new Option<int[]>("--depths")
        {
            Description = "Words of every FIFO between two layers.",
            HelpName = "N",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [32, 64, 128, 256, 512, 1024],
        };
        depths.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => int.TryParse(token.Value, CultureInfo.InvariantCulture, out var depth) && depth is < 2 or > 1_000_000))
                result.AddError("--depths takes whole numbers from 2 to 1000000.");
        });
        var command = new Command("fifos", "Prints what shallow FIFOs between layers cost in throughput, beside simulated RTL. All figures are modelled.") { network, board, depths, json };
        command.SetAction(parse =>
        {
            var description = NetworkCatalog.Find(parse.GetRequiredValue(network));
            var clock = BoardCatalog.Find(parse.GetRequiredValue(board)).ClockHertz;
            var timings = parse.GetValue(depths)!.Select(depth => (depth, FifoModel.TimingOf(description, description.WholeRange, depth))).ToArray();
            terminal.RawOutput.Write(parse.GetValue(json) ? FifoReports.Json(description, timings) + "\n" : FifoReports.Text(description, clock, timings));
            return ExitCodes.Success;
        });
        return command;
    }
}
