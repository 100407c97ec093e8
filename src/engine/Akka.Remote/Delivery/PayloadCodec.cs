using Akka.Actor;
using Akka.Remote.Wire;

namespace Akka.Remote.Delivery;

/// <summary>
/// A message as its serializer's identifier (int32), its manifest and its bytes. Nested payloads (<see cref="WriteNested"/>) have a length, the outermost is the rest of the frame.
/// </summary>
internal sealed class PayloadCodec(ExtendedActorSystem system)
{
    public void Write(WireWriter writer, object message)
    {
        var bytes = Header(writer, message);
        writer.Raw(bytes);
    }

    public void WriteNested(WireWriter writer, object message)
    {
        var bytes = Header(writer, message);
        writer.Bytes(bytes);
    }

    public object Read(ref WireReader reader)
    {
        var id = reader.Int32("serializer");
        var manifest = reader.Text("manifest");
        return system.Serialization.Deserialize(reader.Rest().ToArray(), id, manifest);
    }

    public object ReadNested(ref WireReader reader)
    {
        var id = reader.Int32("serializer");
        var manifest = reader.Text("manifest");
        return system.Serialization.Deserialize(reader.Bytes("payload").ToArray(), id, manifest);
    }

    private byte[] Header(WireWriter writer, object message)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        writer.Int32(serializer.Identifier);
        writer.Text(Akka.Serialization.Serialization.ManifestFor(serializer, message) ?? "");
        return serializer.ToBinary(message);
    }
}
