using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Analysis;
using Fard.Planning.Reports;

namespace Fard.Cli.Commands;

/// <summary><c>fard split</c>: where a network can be cut in two, and what each cut costs.</summary>
internal static class SplitCommand
{
    public static Command Create(Terminal terminal) => new("split", "Shows where a network can be cut in two and what each cut costs.") { CreateAnalyze(terminal) };

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
}
