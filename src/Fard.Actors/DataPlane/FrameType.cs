namespace Fard.Actors.DataPlane;

/// <summary>What a frame says.</summary>
public enum FrameType : byte
{
    /// <summary>Sender to receiver: images of one chunk.</summary>
    Chunk = 1,

    /// <summary>Sender to receiver: the sequence number is the count of all chunks; none follows.</summary>
    EndOfStream = 2,

    /// <summary>Receiver to sender: every chunk of the stream below the sequence number was forwarded, and <c>Count</c> of its chunks from there on may be sent. Before the first credit of the first attempt one chunk may be sent.</summary>
    Credit = 3,

    /// <summary>Either way, the last frame: <c>Count</c> is a <see cref="DataPlaneError"/>, the payload its reason in UTF-8.</summary>
    Error = 4,

    /// <summary>Dialler to listener, on a connection for contents: the payload is a SHA-256. <c>Count</c> 1 asks for that content from byte <c>Sequence</c> on, 2 offers one of <c>Sequence</c> bytes.</summary>
    ContentRequest = 5,

    /// <summary>Listener to dialler: <c>Count</c> is a <c>ContentReply</c>; <c>Sequence</c> the content's length in bytes, where it is there.</summary>
    ContentReply = 6,

    /// <summary>The bytes of a content from byte <c>Sequence</c> on, at most 64 KiB.</summary>
    ContentPiece = 7,
}
