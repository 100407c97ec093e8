using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>Text as UTF-8, and 32 and 64 bit integers in little-endian order.</summary>
internal sealed class PrimitiveSerializers : SerializerWithStringManifest
{
    public PrimitiveSerializers(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        string => "S",
        int => "I",
        long => "L",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case int number:
                var four = new byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw new ArgumentException($"Cannot serialize {obj.GetType()}", nameof(obj));
        }
    }

    public override object FromBinary(byte[] bytes, string manifest) => (manifest, bytes.Length) switch
    {
        ("S", _) => Encoding.UTF8.GetString(bytes),
        ("I", 4) => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ("L", 8) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ("I" or "L", _) => throw new SerializationException($"{bytes.Length} bytes are not a number of type {manifest}"),
        _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(PrimitiveSerializers)}"),
    };
}
