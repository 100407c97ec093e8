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
}
