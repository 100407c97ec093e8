namespace Akka.Cluster;

/// <content>Changes of members.</content>
public partial class ClusterEvent
{
    public abstract class MemberStatusChange : IMemberEvent
    {
        protected readonly Member _member;

        /// <exception cref="ArgumentException">The member has another status than the event says.</exception>
        protected MemberStatusChange(Member member, MemberStatus validStatus)
        {
            if (member.Status != validStatus) throw new ArgumentException($"Expected {validStatus} state, got: {member}", nameof(member));
            _member = member;
        }

        public Member Member => _member;

        public override bool Equals(object? obj) => obj is MemberStatusChange other && GetType() == other.GetType() && _member.Equals(other._member);

        public override int GetHashCode() => HashCode.Combine(GetType(), _member);

        public override string ToString() => $"{GetType().Name}(Member={Member})";
    }

    public sealed class MemberJoined : MemberStatusChange
    {
        public MemberJoined(Member member)
            : base(member, MemberStatus.Joining)
        {
        }
    }

    public sealed class MemberWeaklyUp : MemberStatusChange
    {
        public MemberWeaklyUp(Member member)
            : base(member, MemberStatus.WeaklyUp)
        {
        }
    }

    public sealed class MemberUp : MemberStatusChange
    {
        public MemberUp(Member member)
            : base(member, MemberStatus.Up)
        {
        }
    }

    public sealed class MemberLeft : MemberStatusChange
    {
        public MemberLeft(Member member)
            : base(member, MemberStatus.Leaving)
        {
        }
    }

    public sealed class MemberExited : MemberStatusChange
    {
        public MemberExited(Member member)
            : base(member, MemberStatus.Exiting)
        {
        }
    }

    public sealed class MemberDowned : MemberStatusChange
    {
        public MemberDowned(Member member)
            : base(member, MemberStatus.Down)
        {
        }
    }

    /// <summary>A member is gone for good; its address may come back as another incarnation.</summary>
    public sealed class MemberRemoved : MemberStatusChange
    {
        public MemberRemoved(Member member, MemberStatus previousStatus)
            : base(member, MemberStatus.Removed)
        {
            PreviousStatus = previousStatus;
        }

        public MemberStatus PreviousStatus { get; }

        public override bool Equals(object? obj) => base.Equals(obj) && PreviousStatus == ((MemberRemoved)obj!).PreviousStatus;

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), PreviousStatus);
    }

    public abstract class ReachabilityEvent : IReachabilityEvent
    {
        protected ReachabilityEvent(Member member)
        {
            Member = member;
        }

        public Member Member { get; }

        public override bool Equals(object? obj) => obj is ReachabilityEvent other && GetType() == other.GetType() && Member.Equals(other.Member);

        public override int GetHashCode() => HashCode.Combine(GetType(), Member);

        public override string ToString() => $"{GetType().Name}(Member={Member})";
    }

    /// <summary>At least one member cannot reach this one.</summary>
    public sealed class UnreachableMember : ReachabilityEvent
    {
        public UnreachableMember(Member member)
            : base(member)
        {
        }
    }

    /// <summary>Every member reaches this one again.</summary>
    public sealed class ReachableMember : ReachabilityEvent
    {
        public ReachableMember(Member member)
            : base(member)
        {
        }
    }
}
