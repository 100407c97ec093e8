using Akka.Actor;

namespace Fard.Actors.NodeManagement;

/// <summary>What the cluster says of a member.</summary>
internal enum MemberState
{
    Reachable,
    Unreachable,

    /// <summary>It leaves gracefully.</summary>
    Leaving,

    Removed,
}

/// <summary>A member has changed its state.</summary>
internal sealed record MemberChanged(Address Address, MemberState State) : INoSerializationVerificationNeeded;
