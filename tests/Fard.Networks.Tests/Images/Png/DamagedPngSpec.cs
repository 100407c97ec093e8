using System.Buffers.Binary;
using Fard.Networks.Images.Png;

namespace Fard.Networks.Tests.Images.Png;

public class DamagedPngSpec
{
    private static readonly PngSample Small = PngSample.Random(new Random(5), 4, 3, 2, 8, false);

    [Fact]
    public void Refuses_a_file_that_ends_early_wherever_it_ends()
    {
        foreach (var interlaced in new[] { false, true })
        {
            var file = PngEncoder.Encode(PngSample.Random(new Random(4), 9, 9, 3, 4, interlaced) with { DataChunkBytes = 10 });
            for (var length = 0; length < file.Length; length++)
                Should.Throw<PngFormatException>(() => PngDecoder.Decode(file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Refuses_every_flip_of_a_bit_by_its_checksums()
    {
        var file = PngEncoder.Encode(Small);
        for (var bit = 0; bit < 8 * file.Length; bit++)
        {
            var damaged = file.ToArray();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Should.Throw<PngFormatException>(() => PngDecoder.Decode(damaged), $"bit {bit % 8} of byte {bit / 8}");
        }
    }

    [Fact]
    public void Answers_damage_behind_right_checksums_with_an_image_or_the_exact_error()
    {
        foreach (var (colourType, depth) in new[] { (3, 2), (0, 16), (6, 8) })
        {
            var file = PngEncoder.Encode(PngSample.Random(new Random(6), 9, 5, colourType, depth, true));
            var refused = 0;
            for (var position = PngEncoder.Signature.Length; position < file.Length; position++)
            {
                foreach (var flip in new byte[] { 0x01, 0x10, 0x80, 0xFF })
                {
                    var damaged = file.ToArray();
                    damaged[position] ^= flip;
                    refused += TryDecode(WithRightChecksums(damaged)) ? 0 : 1;
                }
            }

            refused.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void Answers_garbage_in_the_compressed_data_with_the_exact_error()
    {
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var garbage = PngEncoder.Compress(PngEncoder.FilteredRows(Small));
            random.NextBytes(garbage.AsSpan(random.Next(garbage.Length)));
            TryDecode(PngEncoder.File([PngEncoder.Header(Small), PngEncoder.Chunk("IDAT", garbage), PngEncoder.Chunk("IEND", [])]));
        }
    }

    [Theory]
    [InlineData(0u, 1u, 8, 2, 0, 0, 0, "0x1")]
    [InlineData(1u, 0x80000000u, 8, 2, 0, 0, 0, "2147483648")]
    [InlineData(4097u, 4096u, 8, 2, 0, 0, 0, "more than the 16777216")]
    [InlineData(1u, 1u, 3, 0, 0, 0, 0, "bit depth 3")]
    [InlineData(1u, 1u, 4, 2, 0, 0, 0, "bit depth 4")]
    [InlineData(1u, 1u, 16, 3, 0, 0, 0, "bit depth 16")]
    [InlineData(1u, 1u, 8, 5, 0, 0, 0, "colour type 5")]
    [InlineData(1u, 1u, 8, 2, 1, 0, 0, "compression method 1")]
    [InlineData(1u, 1u, 8, 2, 0, 1, 0, "filter method 1")]
    [InlineData(1u, 1u, 8, 2, 0, 0, 2, "interlace method 2")]
    public void Names_what_is_wrong_with_a_header(uint width, uint height, byte depth, byte colour, byte compression, byte filter, byte interlace, string says)
    {
        Refused([PngEncoder.Header(width, height, depth, colour, compression, filter, interlace)], "IHDR", 8, says);
    }

    [Fact]
    public void Refuses_a_size_that_its_data_cannot_fill_before_it_allocates()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused([PngEncoder.Header(4096, 4096, 16, 6), PngEncoder.Chunk("IDAT", new byte[1000]), PngEncoder.Chunk("IEND", [])], "IDAT", 33, "cannot hold");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Names_the_chunk_and_its_offset()
    {
        var header = PngEncoder.Header(Small);
        var palette = PngEncoder.Header(1, 1, 1, 3);
        var data = PngEncoder.Chunk("IDAT", PngEncoder.Compress(PngEncoder.FilteredRows(Small)));
        var end = PngEncoder.Chunk("IEND", []);
        var text = PngEncoder.Chunk("tEXt", [1]);

        Refused([data, end], "IDAT", 8, "first chunk");
        Refused([header, header, data, end], "IHDR", 33, "second IHDR");
        Refused([header, data, text, data, end], "IDAT", 33 + data.Length + text.Length, "one run");
        Refused([header, PngEncoder.Chunk("ABCD", []), data, end], "ABCD", 33, "unknown");
        Refused([header, PngEncoder.Chunk("A1CD", []), data, end], "chunk type", 33, "letters");
        Refused([header, end], "IEND", 33, "no image data");
        Refused([header, data, PngEncoder.Chunk("IEND", [0])], "IEND", 33 + data.Length, "instead of none");
        Refused([PngEncoder.Header(1, 1, 8, 0), PngEncoder.Chunk("PLTE", [1, 2, 3]), data, end], "PLTE", 33, "grey");
        Refused([palette, data, end], "IDAT", 33, "needs a PLTE");
        Refused([palette, PngEncoder.Chunk("PLTE", new byte[4]), data, end], "PLTE", 33, "4 bytes");
        Refused([palette, PngEncoder.Chunk("PLTE", []), data, end], "PLTE", 33, "0 bytes");
        Refused([palette, PngEncoder.Chunk("PLTE", new byte[9]), data, end], "PLTE", 33, "3 colours");
        Refused([header, PngEncoder.Chunk("PLTE", new byte[3]), PngEncoder.Chunk("PLTE", new byte[3]), data, end], "PLTE", 48, "once");
    }

    [Fact]
    public void Refuses_image_data_that_does_not_fit_the_header()
    {
        byte[] File(byte[] rows) => PngEncoder.File([PngEncoder.Header(2, 2, 8, 0), PngEncoder.Chunk("IDAT", PngEncoder.Compress(rows)), PngEncoder.Chunk("IEND", [])]);

        PngDecoder.Decode(File([0, 1, 2, 0, 3, 4])).Pixels.ShouldBe([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
        Refused(File([0, 1, 2, 0, 3]), "IDAT", 33, "ends early");
        Refused(File([0, 1, 2, 0, 3, 4, 5]), "IDAT", 33, "more image data");
        Refused(File([0, 1, 2, 5, 3, 4]), "IDAT", 33, "row filter 5");
    }

    [Fact]
    public void Refuses_compressed_data_whose_own_checksum_is_wrong()
    {
        var compressed = PngEncoder.Compress([0, 1, 2, 0, 3, 4]);
        for (var i = 1; i <= 4; i++)
        {
            var data = compressed.ToArray();
            data[^i] ^= 1;
            Refused([PngEncoder.Header(2, 2, 8, 0), PngEncoder.Chunk("IDAT", data), PngEncoder.Chunk("IEND", [])], "IDAT", 33, "damaged");
        }
    }

    [Fact]
    public void Refuses_a_pixel_beyond_the_palette()
    {
        Refused(PngEncoder.Encode(new PngSample(2, 1, 3, 8, false, [0, 2]) { Palette = new byte[6] }), "IDAT", 33 + 18, "colour 2 of a palette of 2");
    }

    private static void Refused(byte[][] chunks, string chunk, long offset, string says) => Refused(PngEncoder.File(chunks), chunk, offset, says);

    private static void Refused(byte[] file, string chunk, long offset, string says)
    {
        var error = Should.Throw<PngFormatException>(() => PngDecoder.Decode(file));
        error.Message.ShouldContain(says);
        (error.Chunk, error.Offset).ShouldBe((chunk, offset));
    }

    private static bool TryDecode(byte[] file)
    {
        try
        {
            PngDecoder.Decode(file).Pixels.Length.ShouldBeGreaterThan(0);
            return true;
        }
        catch (PngFormatException)
        {
            return false;
        }
    }

    /// <summary>Computes the checksums of a damaged file anew, as far as its chunks can be followed.</summary>
    private static byte[] WithRightChecksums(byte[] file)
    {
        for (var offset = PngEncoder.Signature.Length; offset + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(offset));
            if (length > file.Length - offset - 12)
                break;
            var data = file.AsSpan(offset + 8, (int)length).ToArray();
            var type = string.Concat(file.AsSpan(offset + 4, 4).ToArray().Select(value => (char)(value & 0x7F)));
            PngEncoder.Chunk(type, data).AsSpan(8 + data.Length).CopyTo(file.AsSpan(offset + 8 + data.Length));
            offset += 12 + (int)length;
        }

        return file;
    }
}
