using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Configuration;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Configuration;

public class BitFileSpec
{
    [SharedDataFact]
    public void Reads_the_overlay()
    {
        var bit = BitFile.Load(Overlay.Bit);
        (bit.Design, bit.Part, bit.Date, bit.Time).ShouldBe(("procsys_wrapper;UserID=0XFFFFFFFF;Version=2018.2", "7z020clg400", "2018/09/20", "18:16:46"));
        (bit.IdCode, bit.FrameWords, bit.Data.Length).ShouldBe((0x3727093u, 1_010_808L, 4_045_564));
        BoardFit.Check(bit, BoardCatalog.PynqZ1);
    }

    [SharedDataFact]
    public void Swaps_the_bytes_of_every_word_for_the_fpga_manager()
    {
        var bit = BitFile.Load(Overlay.Bit);
        var bin = bit.ToBin();
        bin.Length.ShouldBe(4_045_564);
        var file = File.ReadAllBytes(Overlay.Bit)[^bin.Length..];
        for (var i = 0; i < bin.Length; i++)
        {
            if (bin[i] != file[i ^ 3])
                bin[i].ShouldBe(file[i ^ 3], $"byte {i}");
        }

        // The kernel looks for the synchronisation word in this order (drivers/fpga/zynq-fpga.c).
        bin.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x66, 0x55, 0x99, 0xAA]).ShouldBeInRange(0, 1024);
    }

    [Fact]
    public void Reads_packets_of_both_types()
    {
        var bit = BitFile.Parse("small.bit", SmallBit.File(words: SmallBit.Words()));
        (bit.Name, bit.Design, bit.IdCode, bit.FrameWords).ShouldBe(("small.bit", "top;Version=2020.1", 0x3727093u, 4L));
        bit.ToBin()[8..12].ShouldBe([0x66, 0x55, 0x99, 0xAA]);
    }

    [Fact]
    public void Every_shorter_file_is_refused()
    {
        var whole = SmallBit.File(words: SmallBit.Words());
        for (var length = 0; length < whole.Length; length++)
            Error(whole[..length]).ShouldNotBeEmpty();
        Error([.. whole, 0]).ShouldContain("announces 64 bytes of data, 65 follow");
    }

    [Fact]
    public void No_changed_byte_does_harm()
    {
        var whole = SmallBit.File(words: SmallBit.Words());
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var damaged = whole.ToArray();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                BitFile.Parse("damaged.bit", damaged);
            }
            catch (ConfigurationFormatException)
            {
                // Refusing is one right answer; a change that the format allows is the other.
            }
        }
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        var words = SmallBit.Words();
        Error([0x42, .. SmallBit.File(words: words)]).ShouldContain("does not start like a .bit file");
        Error(SmallBit.File("7z020\n", words)).ShouldContain("its part is no text");
        Error(Changed(SmallBit.File(words: words), 13, (byte)'x')).ShouldContain("key 0x78 where 'a', its design, is expected");
        Error(Changed(SmallBit.File(words: words), 14, 0xFF)).ShouldContain("its design has 65299 bytes");
        Error(SmallBit.File(words: [0xFFFF_FFFF, 0])).ShouldContain("no synchronisation word 0xaa995566");
        Error(SmallBit.File(words: [0xAA99_5566, 0x3001_8001, SmallBit.Z020, 0x3000_8001, 13])).ShouldContain("writes no frames");
        Error(SmallBit.File(words: [0xAA99_5566, 0x3000_4001, 7])).ShouldContain("names no IDCODE");
        Error(SmallBit.File(words: [0xAA99_5566, 0x3000_4000, 0x57FF_FFFF, 7])).ShouldContain("announces 134217727 words, 1 follow");
        Error(SmallBit.File(words: [0xAA99_5566, 0xE000_0000])).ShouldContain("0xe0000000, is no configuration packet");
    }

    [Fact]
    public void Is_checked_against_the_board()
    {
        BoardFit.Check(Parse(), BoardCatalog.PynqZ1);
        Misfit(Parse(), BoardCatalog.Zc706).ShouldContain("built for the part 7z020clg400, zc706 has a xc7z045");
        Misfit(Parse("7z020clg400", 0x1372_2093), BoardCatalog.PynqZ1).ShouldContain("IDCODE 0x3722093, pynq-z1's xc7z020 has 0x3727093");
        Misfit(Parse(), BoardCatalog.Ultra96).ShouldContain("supported are xc7z020, xc7z045");
    }

    [Fact]
    public void Refuses_a_file_that_is_missing_or_too_long()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.bit");
        Should.Throw<ConfigurationFormatException>(() => BitFile.Load(path)).Message.ShouldContain("cannot be read");
        try
        {
            using (var file = File.Create(path))
                file.SetLength(BitFile.MaxBytes + 1L);
            Should.Throw<ConfigurationFormatException>(() => BitFile.Load(path)).Message.ShouldContain("more than the 67108864");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static BitFile Parse(string part = "7z020clg400", uint idCode = SmallBit.Z020) => BitFile.Parse("small.bit", SmallBit.File(part, SmallBit.Words(idCode)));

    private static byte[] Changed(byte[] content, int index, byte value)
    {
        content[index] = value;
        return content;
    }

    private static string Error(byte[] content) => Should.Throw<ConfigurationFormatException>(() => BitFile.Parse("small.bit", content)).Message;

    private static string Misfit(BitFile bit, BoardDescription board) => Should.Throw<ConfigurationFormatException>(() => BoardFit.Check(bit, board)).Message;
}
