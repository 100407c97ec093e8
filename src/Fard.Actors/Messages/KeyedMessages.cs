using Fard.Programs;

namespace Fard.Actors.Messages;

/// <summary>A message about one key of a keyed task; its entity is found by all three.</summary>
internal interface IKeyedMessage : IFardMessage
{
    /// <summary>The instance of the application.</summary>
    string Id { get; }

    /// <summary>The task.</summary>
    string Task { get; }

    /// <summary>The key.</summary>
    string Key { get; }
}

/// <summary>TaskActor to entity: an event for a key. Answered by <see cref="KeyedHandled"/> when it was handled and the state is kept, or by <see cref="KeyedRefused"/>.</summary>
internal sealed record KeyedEvent(string Id, string Task, string Key, string Sender, string SenderTask, string Name, EventPayload Payload) : IKeyedMessage;

/// <summary>Entity to whoever fired: the event was handled, and its effect is kept.</summary>
internal sealed record KeyedHandled(string Id, string Task, string Key) : IKeyedMessage;

/// <summary>Entity to whoever fired: the event has had no effect.</summary>
internal sealed record KeyedRefused(string Id, string Task, string Key, string Reason) : IKeyedMessage;

/// <summary>Entity to a replica's TaskActor: handle an event with this state.</summary>
/// <param name="Number">Tells the entity's questions apart.</param>
internal sealed record HandleKeyed(string Peer, long Number, KeyedEvent Event, ReadOnlyMemory<byte> State) : IFardMessage;

/// <summary>TaskActor to entity: handled; this is the state from now on.</summary>
/// <param name="Failure">Why it is not; empty: it is.</param>
internal sealed record KeyedResult(long Number, ReadOnlyMemory<byte> State, string Failure) : IFardMessage
{
    /// <summary>Whether another replica would say the same: the program itself refused the event.</summary>
    public bool IsFinal { get; init; }
}

/// <summary>Entity to the stores of all heads: keep a key's state.</summary>
/// <param name="Version">Counts the changes of the key; a later one is right.</param>
/// <param name="Writer">The entity that says so: two with the same version are told apart.</param>
/// <param name="State">The state; empty: none.</param>
internal sealed record KeepState(string Id, string Task, string Key, long Version, string Writer, ReadOnlyMemory<byte> State) : IKeyedMessage;

/// <summary>Store to entity: it is kept.</summary>
internal sealed record StateKept(string Id, string Task, string Key, long Version) : IKeyedMessage;

/// <summary>Store to entity: it is not kept: another entity has written, or there is no room.</summary>
internal sealed record StateNotKept(string Id, string Task, string Key, long Version, string Reason) : IKeyedMessage;

/// <summary>Entity to the stores of all heads: what do you know of a key?</summary>
internal sealed record GetState(string Id, string Task, string Key) : IKeyedMessage;

/// <summary>Store to entity: this, or nothing (version 0).</summary>
internal sealed record StateFound(string Id, string Task, string Key, long Version, ReadOnlyMemory<byte> State) : IKeyedMessage;

/// <summary>Head to its own store: an instance was killed.</summary>
internal sealed record DropStates(string Id) : IFardMessage;
