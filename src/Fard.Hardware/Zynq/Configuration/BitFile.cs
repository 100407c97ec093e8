using System.Buffers.Binary;

namespace Fard.Hardware.Zynq.Configuration;

/// <summary>
/// A configuration file as Vivado writes it: a header with the design and the part, then the configuration data. Only what is needed to know that it is whole and
/// for which FPGA it is gets read.
/// </summary>
public sealed class BitFile
{
    /// <summary>The longest file that is read, in bytes; the largest Zynq-7000 takes 17 MB.</summary>
    public const int MaxBytes = 64 << 20;

    private readonly byte[] _content;
    private readonly int _dataOffset;

    private BitFile(string name, byte[] content, BitHeader header, ConfigurationData data)
    {
        Name = name;
        _content = content;
        _dataOffset = header.DataOffset;
        Design = header.Design;
        Part = header.Part;
        Date = header.Date;
        Time = header.Time;
        IdCode = data.IdCode;
        FrameWords = data.FrameWords;
    }

    /// <summary>Where it came from.</summary>
    public string Name { get; }

    /// <summary>The design's name with Vivado's remarks, such as <c>top;UserID=0XFFFFFFFF;Version=2018.2</c>.</summary>
    public string Design { get; }

    /// <summary>The part without <c>xc</c>, such as <c>7z020clg400</c>.</summary>
    public string Part { get; }

    /// <summary>Date and time of writing, as Vivado states them.</summary>
    public string Date { get; }

    public string Time { get; }

    /// <summary>The IDCODE of the FPGA that accepts the data: bits 27..0 of the word that the data holds.</summary>
    public uint IdCode { get; }

    /// <summary>32-bit words that are written to the FPGA's frames (register FDRI).</summary>
    public long FrameWords { get; }

    /// <summary>The configuration data, most significant byte of a word first.</summary>
    public ReadOnlySpan<byte> Data => _content.AsSpan(_dataOffset);

    /// <exception cref="ConfigurationFormatException">It is missing or no .bit file of a 7-series FPGA; the message says where and why.</exception>
    public static BitFile Load(string path) => Parse(path, ConfigurationFile.Read(path, MaxBytes));

    /// <param name="name">Its name in errors.</param>
    /// <param name="content">The file; must not change afterwards.</param>
    /// <exception cref="ConfigurationFormatException">It is no .bit file of a 7-series FPGA; the message says where and why.</exception>
    public static BitFile Parse(string name, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var header = BitHeader.Read(name, content);
        return new BitFile(name, content, header, ConfigurationData.Read(name, content.AsSpan(header.DataOffset)));
    }

    /// <summary>
    /// The content of a .bin file as Linux's FPGA manager takes it: the data without the header, the bytes of every 32-bit word swapped.
    /// </summary>
    public byte[] ToBin()
    {
        var bin = new byte[Data.Length];
        for (var i = 0; i < bin.Length; i += sizeof(uint))
            BinaryPrimitives.WriteUInt32LittleEndian(bin.AsSpan(i), BinaryPrimitives.ReadUInt32BigEndian(Data[i..]));
        return bin;
    }
}
