using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <content>The state as a whole.</content>
public partial class ClusterEvent
{
    /// <summary>The cluster as this member sees it at one moment.</summary>
    public sealed class CurrentClusterState : INoSerializationVerificationNeeded
    {
        private readonly ImmutableDictionary<string, Address?> _roleLeaderMap;

        public CurrentClusterState()
            : this(
                ImmutableSortedSet<Member>.Empty,
                ImmutableHashSet<Member>.Empty,
                ImmutableHashSet<Address>.Empty,
                null,
                ImmutableDictionary<string, Address?>.Empty)
        {
        }

        public CurrentClusterState(
            ImmutableSortedSet<Member> members,
            ImmutableHashSet<Member> unreachable,
            ImmutableHashSet<Address> seenBy,
            Address? leader,
            ImmutableDictionary<string, Address?> roleLeaderMap)
        {
            Members = members;
            Unreachable = unreachable;
            SeenBy = seenBy;
            Leader = leader;
            _roleLeaderMap = roleLeaderMap;
        }

        public ImmutableSortedSet<Member> Members { get; }

        public ImmutableHashSet<Member> Unreachable { get; }

        public ImmutableHashSet<Address> SeenBy { get; }

        public Address? Leader { get; }

        public ImmutableHashSet<string> AllRoles => [.. Members.SelectMany(m => m.Roles)];

        /// <summary>Whether a rolling update is under way.</summary>
        public bool HasMoreThanOneAppVersion => Members.Select(m => m.AppVersion).Distinct().Skip(1).Any();

        public Address? RoleLeader(string role) => _roleLeaderMap.GetValueOrDefault(role);

        public CurrentClusterState Copy(
            ImmutableSortedSet<Member>? members = null,
            ImmutableHashSet<Member>? unreachable = null,
            ImmutableHashSet<Address>? seenBy = null,
            Address? leader = null,
            ImmutableDictionary<string, Address?>? roleLeaderMap = null) =>
            new(members ?? Members, unreachable ?? Unreachable, seenBy ?? SeenBy, leader ?? Leader, roleLeaderMap ?? _roleLeaderMap);
    }
}
