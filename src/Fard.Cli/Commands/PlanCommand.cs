using System.Collections.Immutable;
using System.CommandLine;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Cli.Planning;
using Fard.Planning.Partitioning;
using Fard.Planning.ResNet;

namespace Fard.Cli.Commands;

/// <summary><c>fard plan</c>: the best way to put networks on boards, and the application that does it.</summary>
internal static class PlanCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var network = new Option<string[]>("--network")
        {
            Description = $"The network: {PlanningOptions.NetworkNames}, {PlanArguments.ResNet50} (on m-kubos boards). Several share the boards.",
            HelpName = "NAME",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var boards = new Option<string>("--boards")
        {
            Description = "The boards: cluster (those that are up now), kinds with numbers such as pynq-z1=2,ultra96=1, or a HOCON file with boards = [{ name = ..., type = ... }].",
            HelpName = "BOARDS",
            Required = true,
        };
        var objective = Word("--objective", "What the plan is best at", PlanArguments.Objectives.Keys, PartitionObjective.HighestThroughput.Word());
        var strategy = Word("--strategy", "The shape that it may have", PlanArguments.Strategies.Keys, PartitionStrategy.Automatic.Word());
        var images = CommonOptions.Number("--images", "Images of a job", 20, 1, 1_000_000);
        var rate = Texts("--rate", "Images/s to reach (objective fewest-boards), or NETWORK=RATE for one of several networks", "RATE");
        var share = Texts("--share", "NETWORK=WEIGHT: the share of one of several networks beside the others", "SHARE");
        var stages = new Option<int?>("--stages") { Description = "Boards to divide the layers over, for the objectives least-transfer and balanced-*; default: all.", HelpName = "N" };
        var pin = Texts("--pin", "LAYER=BOARD: the layer has to be on that board", "PIN");
        var keepFree = Texts("--keep-free", "A board that the plan must not use", "BOARD");
        var maxLuts = new Option<int?>("--max-luts") { Description = "LUTs that the plan may take of each board.", HelpName = "N" };
        var link = PlanningOptions.LinkRate();
        var tileCycles = CommonOptions.Number(
            "--tile-cycles",
            $"{PlanArguments.ResNet50}: cycles per weight tile, {MKubosModel.FittedTileCycles} fitted, {MKubosModel.EstimatedTileCycles} by the HLS estimate",
            MKubosModel.FittedTileCycles,
            1,
            100_000);
        var target = new PlanTargetOptions();
        var report = new ReportOptions();
        var command = new Command("plan", "Finds the best plan for networks on boards, with a lower bound that no plan passes, and writes it as an application or deploys it. All figures are modelled.")
        {
            network, boards, objective, strategy, images, rate, share, stages, pin, keepFree, maxLuts, link, tileCycles,
        };
        command.Subcommands.Add(PlanMeasureCommand.Create(terminal, time));
        target.AddTo(command);
        report.AddTo(command);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var networks = parse.GetRequiredValue(network);
            var where = parse.GetRequiredValue(boards);
            target.Check(parse, where);
            var linkRate = PlanningOptions.BytesPerSecond(parse.GetValue(link));
            var cluster = await PlanningCluster.ConnectAsync(
                where == PlanTargetOptions.Cluster ? MemberConfiguration.Load(target.ClientConfiguration(parse)) : null, cancellationToken).ConfigureAwait(false);
            await using (cluster.ConfigureAwait(false))
            {
                var members = where == PlanTargetOptions.Cluster ? await cluster.BoardsAsync(cancellationToken).ConfigureAwait(false) : [];
                var outcome = OrderFor(where == PlanTargetOptions.Cluster ? BoardLists.Of(members, linkRate) : BoardLists.Read(where, linkRate)).Plan();
                if (!target.Applies(parse))
                {
                    report.Print(parse, terminal, outcome.Report());
                    await target.WriteAsync(parse, terminal, outcome, cancellationToken).ConfigureAwait(false);
                    return ExitCodes.Success;
                }

                var applied = await PlanApplication.ApplyAsync(cluster, target.Applications(parse, outcome), cancellationToken).ConfigureAwait(false);
                report.Print(parse, terminal, outcome.Report(), applied);
                await target.WriteAsync(parse, terminal, outcome, cancellationToken).ConfigureAwait(false);
                if (!target.Watches(parse))
                    return ExitCodes.Success;
                await new PlanWatch(
                    cluster.PresentBoardsAsync,
                    (present, token) => PlanApplication.ApplyAsync(cluster, target.Applications(parse, OrderFor(BoardLists.Of(present, linkRate)).Plan()), token),
                    change => report.Print(parse, terminal, change),
                    TimeProvider.System).RunAsync(members, applied, cancellationToken).ConfigureAwait(false);
            }

            return ExitCodes.Success;

            PlanOrder OrderFor(ImmutableArray<PlanningBoard> list) => new(networks, list)
            {
                Objective = PlanArguments.Objectives[parse.GetRequiredValue(objective)],
                Strategy = PlanArguments.Strategies[parse.GetRequiredValue(strategy)],
                Images = parse.GetValue(images),
                Rate = PlanArguments.PerNetwork("--rate", parse.GetValue(rate)!, networks),
                Share = PlanArguments.PerNetwork("--share", parse.GetValue(share)!, networks),
                Stages = parse.GetValue(stages),
                Pins = PlanArguments.Pins(parse.GetValue(pin)!),
                KeepFree = [.. parse.GetValue(keepFree)!],
                MaxLuts = parse.GetValue(maxLuts),
                TileCycles = parse.GetValue(tileCycles),
            };
        });
        return command;
    }

    private static Option<string> Word(string name, string description, IEnumerable<string> words, string standard)
    {
        var option = new Option<string>(name) { Description = description + ".", DefaultValueFactory = _ => standard };
        option.AcceptOnlyFromAmong([.. words]);
        return option;
    }

    private static Option<string[]> Texts(string name, string description, string helpName) => new(name)
    {
        Description = description + ".",
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };
}
