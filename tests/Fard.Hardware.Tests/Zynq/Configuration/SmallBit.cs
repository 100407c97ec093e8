using System.Buffers.Binary;
using System.Text;

namespace Fard.Hardware.Tests.Zynq.Configuration;

/// <summary>Makes small .bit files of the format, whole or damaged.</summary>
internal static class SmallBit
{
    public const uint Z020 = 0x2372_7093;

    /// <summary>Dummy words, synchronisation, IDCODE, four frame words in a type 1 and a type 2 packet each, and the end.</summary>
    public static uint[] Words(uint idCode = Z020) =>
    [
        0xFFFF_FFFF, 0xFFFF_FFFF, 0xAA99_5566, 0x2000_0000,
        0x3001_8001, idCode,
        0x3000_4002, 1, 2,
        0x3000_4000, 0x5000_0002, 3, 4,
        0x3000_8001, 13,
        0xFFFF_FFFF,
    ];

    public static byte[] File(string part = "7z020clg400", params uint[] words)
    {
        var data = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4 * i), words[i]);
        byte[] length = [.. BitConverter.GetBytes(data.Length).Reverse()];
        return
        [
            0x00, 0x09, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x00, 0x00, 0x01,
            .. Field('a', "top;Version=2020.1"), .. Field('b', part), .. Field('c', "2020/11/20"), .. Field('d', "12:00:00"),
            (byte)'e', .. length, .. data,
        ];
    }

    private static byte[] Field(char key, string text) => [(byte)key, 0, (byte)(text.Length + 1), .. Encoding.ASCII.GetBytes(text), 0];
}
