using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>What a cluster tells its subscribers.</summary>
public partial class ClusterEvent
{
    /// <summary>How a subscriber learns what was before it subscribed.</summary>
    public enum SubscriptionInitialStateMode
    {
        /// <summary>As one <see cref="CurrentClusterState"/>.</summary>
        InitialStateAsSnapshot = 0,

        /// <summary>As the events that would have led there.</summary>
        InitialStateAsEvents = 1,
    }

    public static readonly SubscriptionInitialStateMode InitialStateAsSnapshot = SubscriptionInitialStateMode.InitialStateAsSnapshot;

    public static readonly SubscriptionInitialStateMode InitialStateAsEvents = SubscriptionInitialStateMode.InitialStateAsEvents;

    /// <summary>Any change of the cluster.</summary>
    public interface IClusterDomainEvent : IDeadLetterSuppression
    {
    }

    /// <summary>A change of one member's status.</summary>
    public interface IMemberEvent : IClusterDomainEvent
    {
        Member Member { get; }
    }

    /// <summary>A change of one member's reachability.</summary>
    public interface IReachabilityEvent : IClusterDomainEvent
    {
    }

    /// <summary>This member's cluster extension stops.</summary>
    public sealed class ClusterShuttingDown : IClusterDomainEvent
    {
        public static readonly IClusterDomainEvent Instance = new ClusterShuttingDown();

        private ClusterShuttingDown()
        {
        }

        public override string ToString() => "ClusterShuttingDown";
    }

    /// <summary>Another member leads. Views may differ while gossip spreads.</summary>
    public sealed class LeaderChanged : IClusterDomainEvent
    {
        public LeaderChanged(Address? leader)
        {
            Leader = leader;
        }

        /// <summary>The leader; null when there is none.</summary>
        public Address? Leader { get; }

        public override bool Equals(object? obj) => obj is LeaderChanged other && Equals(Leader, other.Leader);

        public override int GetHashCode() => Leader?.GetHashCode() ?? 0;

        public override string ToString() => $"LeaderChanged(NewLeader={Leader})";
    }

    /// <summary>Another member leads among those with a role.</summary>
    public sealed class RoleLeaderChanged : IClusterDomainEvent
    {
        public RoleLeaderChanged(string role, Address? leader)
        {
            Role = role;
            Leader = leader;
        }

        public string Role { get; }

        public Address? Leader { get; }

        public override bool Equals(object? obj) => obj is RoleLeaderChanged other && Role == other.Role && Equals(Leader, other.Leader);

        public override int GetHashCode() => HashCode.Combine(Role, Leader);

        public override string ToString() => $"RoleLeaderChanged(Leader={Leader}, Role={Role})";
    }
}
