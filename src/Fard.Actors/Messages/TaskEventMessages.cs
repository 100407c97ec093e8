using System.Collections.Immutable;
using Fard.Actors.Tasks;
using Fard.Programs;

namespace Fard.Actors.Messages;

/// <summary>TaskActor to TaskActor, straight from board to board: an event.</summary>
/// <param name="Id">The instance that both are of.</param>
/// <param name="SenderIncarnation">The sender's life: its numbers count anew in each.</param>
/// <param name="Sequence">Counts what this sender has sent to this receiver, from 1.</param>
internal sealed record FiredEvent(
    string Id, string Sender, string SenderTask, long SenderIncarnation, string Receiver, long Sequence, string Name, EventScope Scope, EventPayload Payload) : IFardMessage;

/// <summary>TaskActor to TaskActor: everything up to this number has been taken, or dropped and counted.</summary>
internal sealed record EventsTaken(string Id, string Sender, long SenderIncarnation, string Receiver, long Sequence) : IFardMessage;

/// <summary>TaskActor to TaskActor: this was the last number sent; say what you have taken. Sent when nothing was heard for a while.</summary>
internal sealed record EventsAsked(string Id, string Sender, long SenderIncarnation, string Receiver, long Sequence) : IFardMessage;

/// <summary>Client to TaskActor: give output.</summary>
/// <param name="Consumer">Who asks: what another has not acknowledged is given again.</param>
/// <param name="Acknowledged">Everything up to this number has arrived and may be forgotten.</param>
/// <param name="Wait">How long the answer may wait for output.</param>
internal sealed record PullOutput(string Id, string Peer, string Consumer, long Acknowledged, TimeSpan Wait) : IFardMessage;

/// <summary>TaskActor to client: pieces of output, the first with this number; empty: there is none at present.</summary>
internal sealed record OutputBatch(string Id, string Peer, long Incarnation, long First, ImmutableArray<ReadOnlyMemory<byte>> Items) : IFardMessage;
