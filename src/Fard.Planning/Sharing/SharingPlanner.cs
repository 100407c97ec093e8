using System.Collections.Immutable;
using System.Globalization;
using Fard.Planning.Partitioning;

namespace Fard.Planning.Sharing;

/// <summary>
/// Divides boards between networks: those with a target reach it, and the smallest images per second by weight of the others are as many as possible; of equals, with the
/// fewest boards. Exact.
/// </summary>
/// <remarks>
/// For a limit on the interval, the search of each network says with which numbers of boards of each kind it keeps to it; a second dynamic program over the networks finds
/// whether such numbers fit side by side. The smallest limit is found by bisection over all values that it can have.
/// </remarks>
public static class SharingPlanner
{
    private const int MostStates = 20_000;

    /// <exception cref="InfeasiblePlanException">The networks do not fit, or do not reach their targets.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    public static SharingPlan Plan(SharingRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var searches = Check(request).Select(network => new NetworkSearch(request.Of(network, request.Boards), network)).ToArray();
        if (searches[0].Search.StateCount > MostStates)
            throw new ArgumentException("There are too many kinds of boards to share them between networks; keep some free or describe like boards alike.");
        var weighted = searches.Where(search => search.Network.TargetImagesPerSecond is null).ToArray();
        var bound = weighted.Length == 0 ? (double?)null : weighted.Max(search => search.BestAlone() * search.Network.Weight);
        var interval = bound is null ? double.PositiveInfinity : SmallestInterval(searches, weighted, bound.Value);
        var division = (interval is { } limit ? BoardDivision.Find(searches, limit) : null) ?? throw DoNotFit(request);
        var plans = Assign(request, searches, division);
        return new SharingPlan(plans, bound is null ? null : 1 / interval, bound is null ? null : 1 / bound);
    }

    private static double? SmallestInterval(NetworkSearch[] searches, NetworkSearch[] weighted, double bound)
    {
        var candidates = weighted.SelectMany(search => search.Intervals().Select(value => value * search.Network.Weight))
            .Where(value => value >= bound * (1 - 1e-12)).Distinct().Order().ToArray();
        if (candidates.Length == 0 || BoardDivision.Find(searches, candidates[^1]) is null)
            return null;
        var (low, high) = (0, candidates.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (BoardDivision.Find(searches, candidates[middle]) is not null)
                high = middle;
            else
                low = middle + 1;
        }

        return candidates[high];
    }

    private static ImmutableArray<(PartitionRequest Request, PartitionPlan Plan)> Assign(SharingRequest request, NetworkSearch[] searches, int[] division)
    {
        var kinds = searches[0].Table.Kinds;
        var taken = new int[kinds.Length];
        var plans = ImmutableArray.CreateBuilder<(PartitionRequest, PartitionPlan)>();
        for (var i = 0; i < searches.Length; i++)
        {
            var boards = ImmutableArray.CreateBuilder<PlanningBoard>();
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var count = searches[i].Search.BoardsOf(division[i], kind);
                boards.AddRange(kinds[kind].Boards.Slice(taken[kind], count));
                taken[kind] += count;
            }

            var own = request.Of(searches[i].Network, boards.ToImmutable());
            plans.Add((own, PartitionPlanner.Plan(own)));
        }

        return plans.ToImmutable();
    }

    private static ImmutableArray<SharedNetwork> Check(SharingRequest request)
    {
        if (request.Networks.IsDefaultOrEmpty)
            throw new ArgumentException("There are no networks to plan for.");
        if (request.Networks.GroupBy(network => network.Model.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"{twice.Key} is there {twice.Count().ToString(CultureInfo.InvariantCulture)} times; give one of them a larger weight or target instead.");
        foreach (var network in request.Networks)
        {
            if (!(network.Weight > 0) || !double.IsFinite(network.Weight))
                throw new ArgumentException($"{network.Model.Name}: a weight is above 0.");
            if (network.TargetImagesPerSecond is { } target && (!(target > 0) || !double.IsFinite(target)))
                throw new ArgumentException($"{network.Model.Name}: a target rate is above 0 images/s.");
            RequestValidator.Check(request.Of(network, request.Boards));
        }

        return request.Networks;
    }

    // A network that has no plan even alone says so itself; else what each would need alone.
    private static InfeasiblePlanException DoNotFit(SharingRequest request)
    {
        var needs = request.Networks.Select(network =>
        {
            var alone = PartitionPlanner.Plan(request.Of(network, request.Boards) with
            {
                Objective = PartitionObjective.FewestBoards,
                TargetImagesPerSecond = network.TargetImagesPerSecond ?? 1e-9,
            });
            var rate = network.TargetImagesPerSecond is { } target ? string.Create(CultureInfo.InvariantCulture, $" at {target:#,0.#} images/s") : "";
            return string.Create(CultureInfo.InvariantCulture, $"{network.Model.Name}{rate} at least {alone.BoardCount}");
        });
        var boards = (request.Boards.Length - request.KeepFree.Count).ToString(CultureInfo.InvariantCulture);
        return new InfeasiblePlanException(
            $"The networks do not fit on {boards} boards side by side: alone, {string.Join(", ", needs)}. Add boards or lower the targets.");
    }
}
