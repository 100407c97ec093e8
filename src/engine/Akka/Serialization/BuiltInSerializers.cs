using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Byte arrays as they are.</summary>
public class ByteArraySerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 4;

    public override bool IncludeManifest => false;

    /// <exception cref="NotSupportedException">The object is not a byte array.</exception>
    public override byte[] ToBinary(object obj) => obj switch
    {
        null => [],
        byte[] bytes => bytes,
        _ => throw new NotSupportedException("The object to convert is not a byte array"),
    };

    public override object FromBinary(byte[] bytes, Type type) => bytes;
}

/// <summary>Null as no bytes.</summary>
public class NullSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 0;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => [];

    public override object FromBinary(byte[] bytes, Type type) => null!;
}

/// <summary>Strings as UTF-8; int and long as little-endian. Manifests: S, I, L.</summary>
internal sealed class PrimitiveSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public override int Identifier => 17;

    public override string Manifest(object o) => o switch
    {
        string => "S",
        int => "I",
        long => "L",
        _ => throw new ArgumentException($"Cannot serialize a {o.GetType()}: this serializer is for string, int and long", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Utf8.GetBytes(text);
            case int number:
                var four = new byte[4];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw new ArgumentException($"Cannot serialize a {obj?.GetType()}: this serializer is for string, int and long", nameof(obj));
        }
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                "S" or "System.String, System.Private.CoreLib" => Utf8.GetString(bytes),
                "I" or "System.Int32, System.Private.CoreLib" => BinaryPrimitives.ReadInt32LittleEndian(Exactly(bytes, 4)),
                "L" or "System.Int64, System.Private.CoreLib" => (object)BinaryPrimitives.ReadInt64LittleEndian(Exactly(bytes, 8)),
                _ => throw new SerializationException($"Unknown manifest [{manifest}] of a primitive: expected S, I or L"),
            };
        }
        catch (DecoderFallbackException e)
        {
            throw new SerializationException(string.Create(CultureInfo.InvariantCulture, $"A string of {bytes.Length} bytes is not UTF-8: {e.Message}"), e);
        }
    }

    private static byte[] Exactly(byte[] bytes, int length) =>
        bytes.Length == length ? bytes : throw new SerializationException($"A primitive of {length} bytes has {bytes.Length}");
}
