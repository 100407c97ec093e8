using System.Buffers.Binary;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>
/// The packets of a 7-series FPGA's configuration data (AMD UG470, "Configuration Packets"), read for the IDCODE and for the number of frame words.
/// </summary>
internal readonly record struct ConfigurationData(uint IdCode, long FrameWords)
{
    private const uint SyncWord = 0xAA995566;
    private const uint FrameDataRegister = 2, CommandRegister = 4, IdCodeRegister = 12;
    private const uint DesyncCommand = 13;

    /// <summary>Bits 31..28 of an IDCODE are the silicon's revision.</summary>
    private const uint WithoutRevision = 0x0FFF_FFFF;

    /// <summary>How far into the data the synchronisation word may be: dummy words and the bus width come before it.</summary>
    private const int LongestStart = 1024;

    private enum Opcode
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    public static ConfigurationData Read(string name, ReadOnlySpan<byte> data)
    {
        if (data.Length % sizeof(uint) != 0)
            throw new ConfigurationFormatException(name, $"its data has {data.Length} bytes, no whole number of 32-bit words.");

        uint? idCode = null;
        long frameWords = 0;
        uint register = 0;
        for (var word = FindStart(name, data); word < data.Length / sizeof(uint);)
        {
            var header = Word(data, word++);
            var opcode = (Opcode)(header >> 27 & 3);
            long count;
            switch (header >> 29)
            {
                case 1:
                    register = header >> 13 & 0x1F;
                    count = header & 0x7FF;
                    break;
                case 2:
                    count = header & 0x7FF_FFFF;
                    break;
                default:
                    throw new ConfigurationFormatException(name, $"word {word - 1} of its data, 0x{header:x8}, is no configuration packet. Encrypted files are not supported.");
            }

            if (opcode == Opcode.None)
                continue;
            if (count > data.Length / sizeof(uint) - word)
                throw new ConfigurationFormatException(name, $"word {word - 1} of its data announces {count} words, {data.Length / sizeof(uint) - word} follow.");
            if (opcode == Opcode.Write && register == FrameDataRegister)
                frameWords += count;
            if (opcode == Opcode.Write && register == IdCodeRegister && count == 1)
                idCode = Word(data, word) & WithoutRevision;
            if (opcode == Opcode.Write && register == CommandRegister && count == 1 && Word(data, word) == DesyncCommand)
                break;
            word += (int)count;
        }

        if (idCode is not { } id)
            throw new ConfigurationFormatException(name, "its data names no IDCODE: it cannot be told for which FPGA it is.");
        return frameWords > 0 ? new ConfigurationData(id, frameWords) : throw new ConfigurationFormatException(name, "its data writes no frames.");
    }

    private static int FindStart(string name, ReadOnlySpan<byte> data)
    {
        for (var word = 0; word < Math.Min(LongestStart, data.Length / sizeof(uint)); word++)
        {
            if (Word(data, word) == SyncWord)
                return word + 1;
        }

        throw new ConfigurationFormatException(name, $"its data has no synchronisation word 0x{SyncWord:x8} at its start.");
    }

    private static uint Word(ReadOnlySpan<byte> data, int index) => BinaryPrimitives.ReadUInt32BigEndian(data[(sizeof(uint) * index)..]);
}
