using System.Text.Json.Serialization;

namespace Fard.MultiNode.Tests.Harness.Wire;

/// <summary>What the conductor and the nodes ask of each other. Every request is answered once, when what it asks for has happened.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(EnterBarrier), "enter-barrier")]
[JsonDerivedType(typeof(Finished), "finished")]
[JsonDerivedType(typeof(ThrottleLink), "throttle-link")]
[JsonDerivedType(typeof(DisconnectLink), "disconnect-link")]
[JsonDerivedType(typeof(ChangeProcess), "change-process")]
[JsonDerivedType(typeof(EndProcess), "end-process")]
internal abstract record Request;

/// <summary>A node has started. Answered with everybody's address once all have.</summary>
internal sealed record Hello(string Role, string Address) : Request;

/// <summary>A node has come to a barrier. Answered when all participants (null: all nodes that live) have; refused with who is missing.</summary>
internal sealed record EnterBarrier(string Name, IReadOnlyList<string>? Participants, TimeSpan Timeout) : Request;

/// <summary>A node has done its steps, or failed. Answered when all nodes have done theirs.</summary>
internal sealed record Finished(string? Error) : Request;

/// <summary>Limits what <paramref name="From"/> exchanges with the node at <paramref name="ToAddress"/>; null: no limit, 0: nothing passes.</summary>
internal sealed record ThrottleLink(string From, string ToAddress, LinkDirection Direction, double? BytesPerSecond) : Request;

/// <summary>Breaks the connections of two nodes; they may connect again.</summary>
internal sealed record DisconnectLink(string From, string ToAddress) : Request;

/// <summary>Kills, pauses or resumes a node's process.</summary>
internal sealed record ChangeProcess(string Role, ProcessChange Change) : Request;

/// <summary>Ends a node's process from inside, at once.</summary>
internal sealed record EndProcess(string Role, int ExitCode) : Request;

/// <summary>Directions as the node sees them that has the fault.</summary>
internal enum LinkDirection
{
    Send,
    Receive,
    Both,
}

internal enum ProcessChange
{
    Kill,
    Pause,
    Resume,
}

/// <summary>One message on the connection: a request with its number, or the answer to the request of that number.</summary>
internal sealed record Envelope(long Number, Request? Request = null, string? Error = null, IReadOnlyDictionary<string, string>? Addresses = null);
