using Fard.Actors.Content;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Messages about contents.</summary>
internal static class ContentCodecs
{
    private const int MaxKind = 64;

    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Empty<GetContentEndpoint>("GetContentEndpoint.1"),
        MessageCodec.Empty<GetShared>("GetShared.1"),
        MessageCodec.Of(
            "ContentEndpoint.1",
            Protocol.ContentEndpoint.Parser,
            (ContentEndpoint m) => new Protocol.ContentEndpoint { Endpoint = m.Endpoint.ToProto() },
            p => new ContentEndpoint(p.Endpoint.ToEndpoint())),
        MessageCodec.Of(
            "FindContent.1",
            Protocol.FindContent.Parser,
            (FindContent m) => new Protocol.FindContent { Kind = m.Kind, Name = m.Name },
            p => new FindContent(p.Kind, p.Name)),
        MessageCodec.Of(
            "ContentFound.1",
            Protocol.FindContent.Parser,
            (ContentFound m) => new Protocol.FindContent { Kind = m.Kind, Name = m.Name, Hash = m.Hash?.ToProto() ?? ByteString.Empty },
            p => new ContentFound(p.Kind, p.Name, p.Hash.IsEmpty ? null : p.Hash.ToContentHash())),
        MessageCodec.Of(
            "KeepContent.1",
            Protocol.KeepContent.Parser,
            (KeepContent m) => new Protocol.KeepContent { Kind = m.Kind, Listing = m.Listing.ToProto() },
            p => new KeepContent(p.Kind.Length is > 0 and <= MaxKind ? p.Kind : throw new FormatException($"a kind of content of {p.Kind.Length} characters"), p.Listing.ToContentHash())),
        MessageCodec.Of(
            "ContentKept.1",
            Protocol.ContentAnswer.Parser,
            (ContentKept m) => new Protocol.ContentAnswer { Listing = m.Listing.ToProto() },
            p => new ContentKept(p.Listing.ToContentHash())),
        MessageCodec.Of(
            "ContentRefused.1",
            Protocol.ContentAnswer.Parser,
            (ContentRefused m) => new Protocol.ContentAnswer { Listing = m.Listing.ToProto(), Reason = m.Reason },
            p => new ContentRefused(p.Listing.ToContentHash(), p.Reason)),
        MessageCodec.Of(
            "DropContent.1",
            Protocol.ContentAnswer.Parser,
            (DropContent m) => new Protocol.ContentAnswer { Listing = m.Listing.ToProto() },
            p => new DropContent(p.Listing.ToContentHash())),
    ];

    public static ByteString ToProto(this ContentHash hash)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Length];
        hash.Write(bytes);
        return ByteString.CopyFrom(bytes);
    }

    public static ContentHash ToContentHash(this ByteString bytes) =>
        bytes.Length == ContentHash.Length ? ContentHash.Read(bytes.Span) : throw new FormatException($"a content's hash has {bytes.Length} bytes, not {ContentHash.Length}");
}
