using Google.Protobuf;

namespace Fard.Client.Tests.Telemetry.Otlp;

/// <summary>A message in protobuf's encoding whose fields are looked up by number, so that the spec does not share the exporter's own code for OTLP.</summary>
internal sealed class WireMessage
{
    private readonly ILookup<int, byte[]> _fields;

    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    public WireMessage(byte[] bytes)
    {
        var fields = new List<(int Number, byte[] Bytes)>();
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited) fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray()));
            else input.SkipLastField();
        }

        _fields = fields.ToLookup(field => field.Number, field => field.Bytes);
    }

    /// <summary>The messages in a repeated field.</summary>
    public IEnumerable<WireMessage> All(int field) => _fields[field].Select(bytes => new WireMessage(bytes));

    /// <summary>A text; empty: it is not set.</summary>
    public string Text(int field) => System.Text.Encoding.UTF8.GetString(_fields[field].LastOrDefault([]));

    /// <summary>Bytes as lower-case hexadecimal digits; empty: they are not set.</summary>
    public string Hex(int field) => Convert.ToHexStringLower(_fields[field].LastOrDefault([]));
}
