using System.Buffers.Binary;
using System.Text;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>
/// The header of a .bit file: 13 bytes that never change, then fields with a one-letter key. <c>a</c> design, <c>b</c> part, <c>c</c> date, <c>d</c> time: 16-bit
/// length and text that ends with a zero; <c>e</c>: 32-bit length of the data behind it. All numbers most significant byte first.
/// </summary>
internal readonly record struct BitHeader(string Design, string Part, string Date, string Time, int DataOffset)
{
    private const int LongestText = 1024;

    private static ReadOnlySpan<byte> Preamble => [0x00, 0x09, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x00, 0x00, 0x01];

    public static BitHeader Read(string name, ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Preamble))
            throw new ConfigurationFormatException(name, "it does not start like a .bit file. A .bin file cannot be checked: keep the .bit that it was made of.");

        var offset = Preamble.Length;
        var design = ReadText(name, content, ref offset, 'a', "design");
        var part = ReadText(name, content, ref offset, 'b', "part");
        var date = ReadText(name, content, ref offset, 'c', "date");
        var time = ReadText(name, content, ref offset, 'd', "time");
        Expect(name, content, offset, 'e', 5, "length of the data");
        var length = BinaryPrimitives.ReadUInt32BigEndian(content[(offset + 1)..]);
        offset += 5;
        if (length != content.Length - offset)
            throw new ConfigurationFormatException(name, $"its header announces {length} bytes of data, {content.Length - offset} follow. Copy the file again.");
        return new BitHeader(design, part, date, time, offset);
    }

    private static string ReadText(string name, ReadOnlySpan<byte> content, ref int offset, char key, string what)
    {
        Expect(name, content, offset, key, 3, what);
        var length = BinaryPrimitives.ReadUInt16BigEndian(content[(offset + 1)..]);
        if (length is 0 or > LongestText || length > content.Length - offset - 3)
            throw new ConfigurationFormatException(name, $"byte {offset + 1}: its {what} has {length} bytes; expected 1 to {LongestText} that are in the file.");
        var text = content.Slice(offset + 3, length);
        if (text[^1] != 0 || text[..^1].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            throw new ConfigurationFormatException(name, $"byte {offset + 3}: its {what} is no text that ends with a zero.");
        offset += 3 + length;
        return Encoding.ASCII.GetString(text[..^1]);
    }

    private static void Expect(string name, ReadOnlySpan<byte> content, int offset, char key, int byteCount, string what)
    {
        if (content.Length - offset < byteCount)
            throw new ConfigurationFormatException(name, $"byte {content.Length}: it ends within its header, before its {what}. Copy the file again.");
        if (content[offset] != key)
            throw new ConfigurationFormatException(name, $"byte {offset}: key 0x{content[offset]:x2} where '{key}', its {what}, is expected.");
    }
}
