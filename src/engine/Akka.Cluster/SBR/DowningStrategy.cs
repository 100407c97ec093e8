namespace Akka.Cluster.SBR;

/// <summary>Decides which side of a partition survives; every side must come to the same result on its own.</summary>
internal abstract class DowningStrategy
{
    public DowningDecision Decide(PartitionView view) =>
        view.IndirectlyConnected.IsEmpty ? DecideBetweenSides(view) : DowningDecision.DownIndirectlyConnected;

    protected abstract DowningDecision DecideBetweenSides(PartitionView view);
}

/// <summary>The side with more members survives; of two equal halves the one with the lowest address.</summary>
internal sealed class KeepMajority(string? role) : DowningStrategy
{
    protected override DowningDecision DecideBetweenSides(PartitionView view)
    {
        var members = view.Members(role);
        if (members.Count == 0) return DowningDecision.DownAll;
        var decision = Compare(members.Count(m => !view.IsUnreachable(m)), members.Count(view.IsUnreachable), view, members[0]);
        if (decision != DowningDecision.DownUnreachable) return decision;

        // The other side may have moved members to Up or removed leaving ones before the partition: survive only if the count holds then too.
        var certain = view.Members(role, excludingPossiblyExiting: true);
        if (certain.Count == 0) return DowningDecision.DownAll;
        var others = view.Members(role, includingPossiblyUp: true).Count(view.IsUnreachable);
        return Compare(certain.Count(m => !view.IsUnreachable(m)), others, view, certain[0]) == DowningDecision.DownUnreachable
            ? DowningDecision.DownUnreachable
            : DowningDecision.DownAll;
    }

    private static DowningDecision Compare(int reachable, int unreachable, PartitionView view, Member lowest)
    {
        var keep = reachable == unreachable ? !view.IsUnreachable(lowest) : reachable > unreachable;
        return keep ? DowningDecision.DownUnreachable : DowningDecision.DownReachable;
    }
}

/// <summary>A side with at least <paramref name="size"/> members survives.</summary>
internal sealed class StaticQuorum(int size, string? role) : DowningStrategy
{
    protected override DowningDecision DecideBetweenSides(PartitionView view)
    {
        var members = view.Members(role);
        // With so many members both sides could have a quorum.
        if (members.Count > size * 2 - 1) return DowningDecision.DownAll;
        return members.Count(m => !view.IsUnreachable(m)) >= size ? DowningDecision.DownUnreachable : DowningDecision.DownReachable;
    }
}

/// <summary>
/// The side with the oldest member survives. With <paramref name="downIfAlone"/> an oldest member that is cut off from two or more others goes instead;
/// of only two members the oldest stays.
/// </summary>
internal sealed class KeepOldest(bool downIfAlone, string? role) : DowningStrategy
{
    protected override DowningDecision DecideBetweenSides(PartitionView view)
    {
        var members = view.Members(role);
        if (members.Count == 0) return DowningDecision.DownAll;
        var oldest = members.Order(Member.AgeOrdering).First();
        var reachable = members.Count(m => !view.IsUnreachable(m));
        var unreachable = members.Count - reachable;
        if (!view.IsUnreachable(oldest))
            return downIfAlone && reachable == 1 && unreachable > 1 ? DowningDecision.DownReachable : DowningDecision.DownUnreachable;
        return downIfAlone && unreachable == 1 && reachable > 1 ? DowningDecision.DownUnreachable : DowningDecision.DownReachable;
    }
}

/// <summary>No side survives.</summary>
internal sealed class DownAllNodes : DowningStrategy
{
    protected override DowningDecision DecideBetweenSides(PartitionView view) => DowningDecision.DownAll;
}
