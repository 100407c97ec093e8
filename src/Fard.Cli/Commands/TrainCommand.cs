using System.CommandLine;
using System.CommandLine.Parsing;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;
using Fard.Planning.Reports;
using Fard.Planning.Training;

namespace Fard.Cli.Commands;

/// <summary><c>fard train</c>: training on a chain of boards, as a model; nothing is trained.</summary>
internal static class TrainCommand
{
    private const int MostBoards = 512;

    private static readonly string Networks = string.Join(", ", TrainingNetwork.All.Select(network => network.Name));

    public static Command Create(Terminal terminal) => new("train", "Models training on a chain of boards (ours, after FPDeep's idea); nothing is trained.")
    {
        CreatePlan(terminal), CreateScaling(terminal),
    };

    private static Command CreatePlan(Terminal terminal)
    {
        var network = new Option<string>("--network") { Description = $"The network: {Networks}.", HelpName = "NAME", Required = true };
        var boards = CommonOptions.Number("--boards", "Boards of the chain", 15, 1, MostBoards);
        var (transceivers, link) = (Transceivers(), Link());
        var report = new ReportOptions();
        var command = new Command("plan", "Prints which layers each board of a chain trains, where their weights are, and what crosses each link.") { network, boards, transceivers, link };
        report.AddTo(command);
        command.SetAction(parse =>
        {
            var name = parse.GetRequiredValue(network);
            var chosen = TrainingNetwork.TryFind(name) ?? throw new CliException($"There is no network '{name}' to train.", $"There are {Networks}.", ExitCodes.Usage);
            var board = TrainingBoard.Virtex7 with { LinkBitsPerSecond = parse.GetValue(link) is { } gigabits ? gigabits * 1e9 : Rate(parse.GetValue(transceivers)) };
            var plan = Planned(chosen, board, parse.GetValue(boards));
            report.Print(parse, terminal, new PlanningReport(
                () => TrainingReports.Text(plan),
                () => TrainingReports.Csv(plan),
                () => TrainingReports.Json(plan),
                theme => ScalingReports.Charts([TrainingScaling.Of(chosen, board, Math.Max(128, parse.GetValue(boards)))], theme)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command CreateScaling(Terminal terminal)
    {
        var boards = CommonOptions.Number("--boards", "Longest chain", 128, 1, MostBoards);
        var transceivers = Transceivers();
        var report = new ReportOptions();
        var command = new Command("scaling", $"Prints throughput by number of boards for {Networks}, with transceivers and with 250 Gbit/s, and where linear scaling ends.") { boards, transceivers };
        report.AddTo(command);
        command.SetAction(parse =>
        {
            double[] rates = [Rate(parse.GetValue(transceivers)), TrainingBoard.FastLinkBitsPerSecond];
            var scalings = rates.SelectMany(rate => TrainingNetwork.All.Select(network =>
                TrainingScaling.Of(network, TrainingBoard.Virtex7 with { LinkBitsPerSecond = rate }, parse.GetValue(boards)))).ToArray();
            report.Print(parse, terminal, new PlanningReport(
                () => ScalingReports.Text(scalings),
                () => ScalingReports.Csv(scalings),
                () => ScalingReports.Json(scalings),
                theme => ScalingReports.Charts(scalings, theme)));
            return ExitCodes.Success;
        });
        return command;
    }

    private static TrainingPlan Planned(TrainingNetwork network, TrainingBoard board, int boards)
    {
        try
        {
            return TrainingPlan.Of(network, board, boards);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(exception.Message, "fard train scaling shows from how many boards on it fits.", innerException: exception);
        }
    }

    private static double Rate(int transceivers) => transceivers * TrainingBoard.TransceiverBitsPerSecond;

    private static Option<int> Transceivers() => CommonOptions.Number("--transceivers", "Transceivers to each neighbour, of 13.1 Gbit/s each", 6, 1, 96);

    private static Option<double?> Link()
    {
        var link = new Option<double?>("--link-gbps") { Description = "Rate to each neighbour in Gbit/s, in place of --transceivers.", HelpName = "GBPS" };
        link.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } rate && !(rate > 0 && double.IsFinite(rate)))
                result.AddError("--link-gbps takes a number above 0.");
        });
        return link;
    }
}
