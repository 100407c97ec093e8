using System.Collections.Immutable;

namespace Akka.Cluster.SBR;

/// <summary>What a stable time decides on: the members with their status, and who is unreachable.</summary>
internal sealed class StabilityWatch(TimeSpan stableAfter, TimeSpan downAllWhenUnstable)
{
    private ImmutableHashSet<(UniqueAddress Node, MemberStatus Status, bool Unreachable)> _last = [];
    private TimeSpan _changedAt;
    private TimeSpan? _unreachableSince;

    internal enum Verdict
    {
        Wait,
        Stable,

        /// <summary>It has been changing for too long: nobody can tell any more who sees what.</summary>
        Unstable,
    }

    public void Observe(PartitionView view, IEnumerable<Member> members, TimeSpan now)
    {
        var current = members.Select(m => (m.UniqueAddress, m.Status, view.IsUnreachable(m))).ToImmutableHashSet();
        if (!current.SetEquals(_last))
        {
            _last = current;
            _changedAt = now;
        }
        if (view.Unreachable.IsEmpty) _unreachableSince = null;
        else _unreachableSince ??= now;
    }

    public Verdict Judge(TimeSpan now)
    {
        if (_unreachableSince is not { } since) return Verdict.Wait;
        if (now - _changedAt >= stableAfter) return Verdict.Stable;
        return downAllWhenUnstable > TimeSpan.Zero && now - since >= stableAfter + downAllWhenUnstable ? Verdict.Unstable : Verdict.Wait;
    }

    /// <summary>A decision was carried out: the next one needs a stable time of its own.</summary>
    public void Restart(TimeSpan now)
    {
        _changedAt = now;
        _unreachableSince = null;
    }
}
