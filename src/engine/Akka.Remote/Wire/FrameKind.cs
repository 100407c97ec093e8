namespace Akka.Remote.Wire;

/// <summary>
/// The first byte of a frame. On the wire a frame is: length of what follows (int32, little-endian), kind (1 byte), body.
/// The system that opens a connection sends Hello, then messages; the other answers with Welcome or Refusal, then only acknowledgements and Goodbye.
/// </summary>
internal enum FrameKind : byte
{
    /// <summary>Body: see <see cref="Hello"/>.</summary>
    Hello = 1,

    /// <summary>Body: see <see cref="Welcome"/>.</summary>
    Welcome = 2,

    /// <summary>Body: see <see cref="Refusal"/>.</summary>
    Refusal = 3,

    /// <summary>Body: recipient path, sender path (empty: none), serializer id (int32), manifest, payload (the rest).</summary>
    Message = 4,

    /// <summary>Body: sequence number (int64), then as Message. Numbers start at 1 with every pair of incarnations.</summary>
    SystemMessage = 5,

    /// <summary>Body: the highest sequence number (int64) up to which every system message has been delivered.</summary>
    Acknowledgement = 6,

    /// <summary>Body: reason (1 byte, <see cref="GoodbyeReason"/>). The sender closes the connection afterwards.</summary>
    Goodbye = 7,

    /// <summary>No body. The system that opened the connection lives, although its thread pool is stalled.</summary>
    Pulse = 8,
}

/// <summary>Why a system ends a connection in good order.</summary>
internal enum GoodbyeReason : byte
{
    Unknown = 0,
    Shutdown = 1,
    Quarantined = 2,
}
