using System.Collections.Immutable;
using Fard.Cli.CommandLine;
using Fard.Planning.Analysis;
using Fard.Planning.Partitioning;
using Fard.Planning.ResNet;
using Fard.Planning.Sharing;

namespace Fard.Cli.Planning;

/// <summary>What <c>fard plan</c> was asked for.</summary>
internal sealed record PlanOrder(IReadOnlyList<string> Networks, ImmutableArray<PlanningBoard> Boards)
{
    public PartitionObjective Objective { get; init; }

    public PartitionStrategy Strategy { get; init; }

    public int Images { get; init; } = 1;

    public Func<string, double?> Rate { get; init; } = _ => null;

    public Func<string, double?> Share { get; init; } = _ => null;

    public int? Stages { get; init; }

    public ImmutableDictionary<int, string> Pins { get; init; } = ImmutableDictionary<int, string>.Empty;

    public ImmutableHashSet<string> KeepFree { get; init; } = [];

    public int? MaxLuts { get; init; }

    public int TileCycles { get; init; }

    /// <summary>Plans one network, or several on the same boards.</summary>
    /// <exception cref="CliException">The order contradicts itself, or no plan fulfils it.</exception>
    public PlanOutcome Plan()
    {
        if (KeepFree.FirstOrDefault(name => Boards.All(board => board.Name != name)) is { } unknown)
            throw new CliException($"--keep-free {unknown} is not among the boards.", $"There are {string.Join(", ", Boards.Select(board => board.Name))}.", ExitCodes.Usage);
        if (MaxLuts < 1)
            throw new CliException($"--max-luts {MaxLuts} leaves no LUT.", "Give a number above 0.", ExitCodes.Usage);
        try
        {
            return Networks.Count == 1 ? PlanOne() : PlanSeveral();
        }
        catch (InfeasiblePlanException exception)
        {
            throw new CliException(exception.Message, "fard split analyze shows what every range of layers needs.", innerException: exception);
        }
        catch (ArgumentException exception)
        {
            throw new CliException(exception.Message, "fard plan --help shows what goes together.", ExitCodes.Usage, exception);
        }
    }

    private PlanOutcome PlanOne()
    {
        var name = Networks[0];
        var rate = Rate(name);
        if (rate is not null != (Objective == PartitionObjective.FewestBoards))
        {
            throw new CliException(
                rate is null ? "The objective fewest-boards asks for a rate." : $"A rate goes with the objective fewest-boards, not with {Objective.Word()}.",
                "Say --objective fewest-boards --rate 1000.",
                ExitCodes.Usage);
        }

        if (Share(name) is not null)
            throw new CliException("--share divides boards between several networks; there is one.", "Name another with --network, or leave --share out.", ExitCodes.Usage);
        var summary = PlanSummary.Of(new PartitionRequest(PlanArguments.Model(name, TileCycles, Boards), Boards, Objective)
        {
            Strategy = Strategy,
            Images = Images,
            TargetImagesPerSecond = rate ?? 0,
            Stages = Stages,
            Pins = Pins,
            KeepFree = KeepFree,
            MaxLuts = MaxLuts,
        });
        if (PlanArguments.IsResNet50(name))
            summary = summary with { Published = MKubosModel.Published(TileCycles) };
        return new PlanOutcome([summary], null) { NamesBoards = !Pins.IsEmpty || !KeepFree.IsEmpty };
    }

    private PlanOutcome PlanSeveral()
    {
        if (Objective != PartitionObjective.HighestThroughput || Stages is not null || !Pins.IsEmpty)
        {
            throw new CliException(
                "Several networks share boards by --share and --rate; --objective, --stages and --pin are for one network.",
                "Leave them out, or plan each network on boards of its own.",
                ExitCodes.Usage);
        }

        var request = new SharingRequest([.. Networks.Select(name => new SharedNetwork(PlanArguments.Model(name, TileCycles, Boards), Share(name) ?? 1, Rate(name)))], Boards)
        {
            Strategy = Strategy,
            Images = Images,
            KeepFree = KeepFree,
            MaxLuts = MaxLuts,
        };
        var sharing = SharingPlanner.Plan(request);
        return new PlanOutcome([.. sharing.Plans.Select(plan => PlanSummary.Of(plan.Request))], sharing) { NamesBoards = true };
    }
}
