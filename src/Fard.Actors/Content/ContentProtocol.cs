using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>
/// What goes over a connection for contents: requests one after the other, each answered by a reply; a get that is known goes on with pieces up to the
/// content's end, a put that is wanted with pieces from the other side and a second reply.
/// </summary>
/// <remarks>
/// The connection is its own, so a large content delays neither heartbeats nor chunks, and TCP's flow control is all that is needed: nobody reads ahead of the
/// disk. A get may begin anywhere, so what was cut goes on from another head; the hash over the whole decides.
/// </remarks>
internal static class ContentProtocol
{
    /// <summary>Most bytes of one piece.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>The count of a request for a content.</summary>
    public const int Get = 1;

    /// <summary>The count of a request that offers a content.</summary>
    public const int Put = 2;

    /// <summary>A header for this connection.</summary>
    public static FrameHeader Header(DataConnection connection, FrameType type, long sequence, int count) =>
        new(type, connection.Hello.Job, connection.Hello.Position, sequence, count, 0, 0);

    public static DataPlaneException Unexpected(FrameHeader header, string expected) =>
        new(DataPlaneError.UnexpectedFrame, $"A {header.Type} frame came on a connection for contents where {expected} is due.");
}

/// <summary>The count of a reply.</summary>
internal enum ContentReply
{
    /// <summary>Get: it is not here.</summary>
    Unknown = 0,

    /// <summary>Get: it comes, from the byte on that was asked for. Put: it is here now.</summary>
    Here = 1,

    /// <summary>Put: send it.</summary>
    Wanted = 2,
}
