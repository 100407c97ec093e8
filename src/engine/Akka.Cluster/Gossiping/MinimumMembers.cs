using System.Collections.Immutable;

namespace Akka.Cluster.Gossiping;

/// <summary>How many members, in all and per role, must have joined before the leader moves the first to Up.</summary>
internal sealed record MinimumMembers(int Total, ImmutableDictionary<string, int> PerRole)
{
    public bool IsMetBy(IReadOnlyCollection<Member> members) =>
        members.Count >= Total && PerRole.All(role => members.Count(m => m.HasRole(role.Key)) >= role.Value);
}
