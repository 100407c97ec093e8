using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Planning;
using Fard.Hardware.Boards;
using Fard.Networks.Description;
using Fard.Planning.Folding;
using Fard.Planning.Partitioning;
using Fard.Planning.Reports;

namespace Fard.Cli.Commands;

/// <summary><c>fard fold</c>: PE and SIMD of every layer for a rate or a board.</summary>
internal static class FoldCommand
{
    public static Command Create(Terminal terminal)
    {
        var (network, board) = (PlanningOptions.Network(), PlanningOptions.Board());
        var rate = new Option<double?>("--rate") { Description = "Images/s to reach with the least resources; without it the fastest folding that fits is searched for.", HelpName = "RATE" };
        rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } value && !(value > 0 && double.IsFinite(value)))
                result.AddError("--rate takes a number above 0.");
        });
        var json = CommonOptions.Json();
        var command = new Command("fold", "Chooses PE and SIMD of every layer for a rate or for a board. All figures are modelled.") { network, board, rate, json };
        command.SetAction(parse =>
        {
            var description = NetworkCatalog.Find(parse.GetRequiredValue(network));
            var target = BoardCatalog.Find(parse.GetRequiredValue(board));
            var folded = Search(description, target, parse.GetValue(rate));
            terminal.RawOutput.Write(parse.GetValue(json) ? FoldingReports.Json(description, target, folded) + "\n" : FoldingReports.Text(description, target, folded));
            return ExitCodes.Success;
        });
        return command;
    }

    private static FoldedNetwork Search(NetworkDescription network, BoardDescription board, double? rate)
    {
        try
        {
            return rate is { } images ? FoldingSearch.CheapestFor(network, board, images) : FoldingSearch.FastestOn(network, board);
        }
        catch (InfeasiblePlanException exception)
        {
            throw new CliException(exception.Message, "Without --rate the fastest folding that fits is shown.", innerException: exception);
        }
    }
}
