using Akka.Actor;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>How one message travels: its manifest, and the mapping from and to its protobuf form.</summary>
internal sealed record MessageCodec(string Manifest, Type MessageType, Func<object, byte[]> Encode, Func<byte[], ExtendedActorSystem, object> Decode)
{
    /// <param name="manifest">Name on the wire; a change of the format that old members would misread takes a new one.</param>
    public static MessageCodec Of<TMessage, TProto>(string manifest, MessageParser<TProto> parser, Func<TMessage, TProto> encode, Func<TProto, TMessage> decode)
        where TMessage : IFardMessage
        where TProto : IMessage<TProto> =>
        new(manifest, typeof(TMessage), message => encode((TMessage)message).ToByteArray(), (bytes, _) => decode(parser.ParseFrom(bytes)));

    /// <summary>A message that names actors, which the system that decodes it finds.</summary>
    public static MessageCodec Of<TMessage, TProto>(
        string manifest, MessageParser<TProto> parser, Func<TMessage, TProto> encode, Func<TProto, ExtendedActorSystem, TMessage> decode)
        where TMessage : IFardMessage
        where TProto : IMessage<TProto> =>
        new(manifest, typeof(TMessage), message => encode((TMessage)message).ToByteArray(), (bytes, system) => decode(parser.ParseFrom(bytes), system));

    /// <summary>A message without content.</summary>
    public static MessageCodec Empty<TMessage>(string manifest)
        where TMessage : IFardMessage, new() =>
        Of<TMessage, Protocol.Empty>(manifest, Protocol.Empty.Parser, _ => new Protocol.Empty(), _ => new TMessage());
}
