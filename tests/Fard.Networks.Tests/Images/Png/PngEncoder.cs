using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Fard.Networks.Tests.Images.Png;

/// <summary>Writes PNG files of every kind for the tests of the decoder, and wrong ones where asked to. Shares no code with the decoder.</summary>
internal static class PngEncoder
{
    public static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Encode(PngSample sample, params byte[][] extraChunks)
    {
        List<byte[]> chunks = [Header(sample)];
        if (sample.Palette.Length > 0)
            chunks.Add(Chunk("PLTE", sample.Palette));
        chunks.AddRange(extraChunks);
        var compressed = Compress(FilteredRows(sample));
        for (var start = 0; start < compressed.Length; start += sample.DataChunkBytes)
            chunks.Add(Chunk("IDAT", compressed.AsSpan(start, Math.Min(sample.DataChunkBytes, compressed.Length - start)).ToArray()));
        chunks.Add(Chunk("IEND", []));
        return File(chunks);
    }

    public static byte[] File(IEnumerable<byte[]> chunks) => [.. Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Header(PngSample sample) =>
        Header((uint)sample.Width, (uint)sample.Height, (byte)sample.Depth, (byte)sample.ColourType, interlace: (byte)(sample.Interlaced ? 1 : 0));

    public static byte[] Header(uint width, uint height, byte depth, byte colourType, byte compression = 0, byte filter = 0, byte interlace = 0)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(data, width);
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(4), height);
        data[8] = depth;
        data[9] = colourType;
        data[10] = compression;
        data[11] = filter;
        data[12] = interlace;
        return Chunk("IHDR", data);
    }

    public static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + body.Length), Crc(body));
        return chunk;
    }

    public static byte[] Compress(byte[] data)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Fastest))
            zlib.Write(data);
        return target.ToArray();
    }

    public static byte[] FilteredRows(PngSample sample)
    {
        List<byte> data = [];
        var rowNumber = 0;
        foreach (var (x, y, xStep, yStep) in Passes(sample.Interlaced))
        {
            byte[]? above = null;
            for (var row = y; row < sample.Height; row += yStep)
            {
                List<int> samples = [];
                for (var column = x; column < sample.Width; column += xStep)
                    samples.AddRange(sample.PixelAt(column, row));
                if (samples.Count == 0)
                    break;
                var raw = Pack(samples, sample.Depth);
                var filter = sample.Filters[rowNumber++ % sample.Filters.Length];
                data.Add(filter);
                data.AddRange(Filter(filter, raw, above ?? new byte[raw.Length], Math.Max(1, sample.Channels * sample.Depth / 8)));
                above = raw;
            }
        }

        return [.. data];
    }

    private static (int X, int Y, int XStep, int YStep)[] Passes(bool interlaced) => interlaced
        ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        : [(0, 0, 1, 1)];

    private static byte[] Pack(List<int> samples, int depth)
    {
        var row = new byte[(samples.Count * depth + 7) / 8];
        for (var i = 0; i < samples.Count; i++)
        {
            for (var bit = 0; bit < depth; bit++)
            {
                var position = i * depth + bit;
                if ((samples[i] >> (depth - 1 - bit) & 1) != 0)
                    row[position / 8] |= (byte)(0x80 >> position % 8);
            }
        }

        return row;
    }

    private static byte[] Filter(byte filter, byte[] row, byte[] above, int distance)
    {
        var result = new byte[row.Length];
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance];
            int aboveLeft = i < distance ? 0 : above[i - distance];
            var prediction = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                4 => Paeth(left, above[i], aboveLeft),
                _ => 0,
            };
            result[i] = (byte)(row[i] - prediction);
        }

        return result;
    }

    private static int Paeth(int a, int b, int c)
    {
        var p = a + b - c;
        return new[] { a, b, c }.MinBy(candidate => Math.Abs(p - candidate));
    }

    // Bit by bit, from the definition.
    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var feedback = (crc ^ (uint)(value >> bit)) & 1;
                crc = crc >> 1 ^ (feedback == 1 ? 0xEDB88320 : 0);
            }
        }

        return ~crc;
    }
}
