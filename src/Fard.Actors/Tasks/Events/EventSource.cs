using Akka.Actor;

namespace Fard.Actors.Tasks.Events;

/// <summary>One sender in an inbox: what has come of it and what it was told.</summary>
internal sealed class EventSource(string peer, long incarnation, IActorRef actor)
{
    public string Peer { get; } = peer;

    public long Incarnation { get; } = incarnation;

    public IActorRef Actor { get; } = actor;

    /// <summary>The last number that has come.</summary>
    public long Received { get; set; }

    /// <summary>Everything up to this number was taken or dropped.</summary>
    public long Done { get; set; }

    /// <summary>Credit that the sender has not got back yet.</summary>
    public int Unacknowledged { get; set; }

    /// <summary>Events of it that wait.</summary>
    public int Queued { get; set; }
}
