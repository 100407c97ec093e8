namespace Fard.Programs;

/// <summary>An event as its receiver gets it.</summary>
/// <param name="Name">The event's name.</param>
/// <param name="Sender">The peer that fired it.</param>
/// <param name="SenderTask">That peer's task.</param>
/// <param name="Scope">Whom it was fired at.</param>
public sealed record TaskEvent(string Name, string Sender, string SenderTask, EventScope Scope, EventPayload Payload);

/// <summary>Whom an event was fired at. The numbers travel between members: never change one.</summary>
public enum EventScope
{
    /// <summary>One peer.</summary>
    Peer = 1,

    /// <summary>All peers of one task.</summary>
    Task = 2,

    /// <summary>The whole application.</summary>
    Application = 3,
}

/// <summary>What an event carries.</summary>
/// <param name="IsJson">Whether the bytes are JSON in UTF-8; else they are what the sender says.</param>
public readonly record struct EventPayload(bool IsJson, ReadOnlyMemory<byte> Bytes);
