using System.Buffers.Binary;
using System.Text;

namespace Fard.Networks.Images.Png;

/// <summary>Walks over the chunks of a PNG file and gathers what the decoder needs: header, palette and image data.</summary>
internal sealed class PngChunks
{
    private const int Overhead = 12;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private PngChunks(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    /// <summary>Red, green and blue of every palette entry; empty without a palette.</summary>
    public ReadOnlyMemory<byte> Palette { get; private set; }

    /// <summary>The contents of the IDAT chunks in order: together one zlib stream.</summary>
    public List<ReadOnlyMemory<byte>> ImageData { get; } = [];

    /// <summary>Offset of the first IDAT chunk.</summary>
    public long ImageDataOffset { get; private set; }

    public static bool HasSignature(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Checks order, lengths and CRC of all chunks up to IEND. What follows IEND is no part of the image and is not looked at.</summary>
    public static PngChunks Read(ReadOnlyMemory<byte> file)
    {
        if (!HasSignature(file.Span))
            throw new PngFormatException("it does not start with PNG's signature", "signature", 0);

        PngChunks? chunks = null;
        var imageDataEnded = false;
        for (var offset = Signature.Length; ;)
        {
            var (type, data) = ReadChunk(file, offset);
            if (chunks is null)
            {
                if (type != "IHDR")
                    throw new PngFormatException("the first chunk is not IHDR", type, offset);
                chunks = new PngChunks(PngHeader.Parse(data.Span, offset));
            }
            else if (type == "IEND")
            {
                chunks.Finish(data.Length, offset);
                return chunks;
            }
            else if (type == "IDAT")
            {
                if (imageDataEnded)
                    throw new PngFormatException("IDAT chunks are not in one run", type, offset);
                chunks.AddImageData(data, offset);
            }
            else
            {
                imageDataEnded = chunks.ImageData.Count > 0;
                chunks.ReadOther(type, data, offset);
            }

            offset += Overhead + data.Length;
        }
    }

    private static (string Type, ReadOnlyMemory<byte> Data) ReadChunk(ReadOnlyMemory<byte> file, int offset)
    {
        var rest = file.Span[offset..];
        if (rest.Length < Overhead)
            throw new PngFormatException($"the file ends before IEND: {rest.Length} bytes are left where a chunk of at least {Overhead} must stand", "end of file", offset);

        var type = Encoding.Latin1.GetString(rest.Slice(4, 4));
        if (!type.All(char.IsAsciiLetter))
            throw new PngFormatException("a chunk type is not four letters", "chunk type", offset);

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - Overhead)
            throw new PngFormatException($"the chunk claims {length} bytes, the file has {rest.Length - Overhead} more", type, offset);

        var stored = BinaryPrimitives.ReadUInt32BigEndian(rest.Slice(8 + (int)length, 4));
        var computed = Crc32.Compute(rest.Slice(4, 4 + (int)length));
        if (stored != computed)
            throw new PngFormatException($"the checksum is {computed:x8}, the file says {stored:x8}", type, offset);

        return (type, file.Slice(offset + 8, (int)length));
    }

    private void AddImageData(ReadOnlyMemory<byte> data, int offset)
    {
        if (ImageData.Count == 0)
        {
            if (Header.ColourType == PngColourType.Palette && Palette.IsEmpty)
                throw new PngFormatException("an image with colour type 3 needs a PLTE chunk before its data", "IDAT", offset);
            ImageDataOffset = offset;
        }

        ImageData.Add(data);
    }

    private void ReadOther(string type, ReadOnlyMemory<byte> data, int offset)
    {
        if (type == "PLTE")
            ReadPalette(data, offset);
        else if (char.IsAsciiLetterUpper(type[0]))
            throw new PngFormatException(type == "IHDR" ? "a second IHDR" : "a critical chunk of unknown type", type, offset);
    }

    private void ReadPalette(ReadOnlyMemory<byte> data, int offset)
    {
        if (!Palette.IsEmpty || ImageData.Count > 0)
            throw new PngFormatException("a PLTE chunk must come once and before the image data", "PLTE", offset);
        if (Header.ColourType is PngColourType.Grey or PngColourType.GreyAlpha)
            throw new PngFormatException("a grey image has no palette", "PLTE", offset);
        if (data.Length == 0 || data.Length % 3 != 0 || data.Length > 3 * 256)
            throw new PngFormatException($"{data.Length} bytes are not 1 to 256 colours of 3 bytes", "PLTE", offset);
        if (Header.ColourType == PngColourType.Palette && data.Length / 3 > 1 << Header.BitDepth)
            throw new PngFormatException($"{data.Length / 3} colours are too many for bit depth {Header.BitDepth}", "PLTE", offset);
        Palette = data;
    }

    private void Finish(int length, int offset)
    {
        if (length != 0)
            throw new PngFormatException($"IEND has {length} bytes instead of none", "IEND", offset);
        if (ImageData.Count == 0)
            throw new PngFormatException("there is no image data", "IEND", offset);
    }
}
