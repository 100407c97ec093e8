using Fard.Actors.Programs.Processes.Protocol;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Programs.Processes.Protocol;

public class ProgramFrameSpec
{
    private const int MaxBody = 1 << 20;

    [Fact]
    public void Reads_what_it_wrote()
    {
        var frames =
            from type in Gen.Elements(Enum.GetValues<ProgramFrameType>())
            from header in Gen.Choose(0, ProgramFrame.MaxHeader)
            from body in Gen.Choose(0, MaxBody)
            select new ProgramFrame(type, header, body);
        Prop.ForAll(frames.ToArbitrary(), frame => ProgramFrame.Read(Encode(frame), MaxBody) == frame).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_twelve_bytes_are_a_frame_within_the_limits_or_refused()
    {
        var prefixes = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(ProgramFrame.PrefixLength);
        Prop.ForAll(prefixes.ToArbitrary(), prefix =>
        {
            try
            {
                var frame = ProgramFrame.Read(prefix, MaxBody);
                return frame.HeaderLength is >= 0 and <= ProgramFrame.MaxHeader && frame.BodyLength is >= 0 and <= MaxBody && Encode(frame).SequenceEqual(prefix);
            }
            catch (ProgramProtocolException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Refuses_lengths_over_the_limits()
    {
        Refusal(new ProgramFrame(ProgramFrameType.Fire, ProgramFrame.MaxHeader + 1, 0)).ShouldContain("a header of 65537 bytes");
        Refusal(new ProgramFrame(ProgramFrameType.Fire, 2, MaxBody + 1)).ShouldContain("a body of 1048577 bytes");
        Refusal(new ProgramFrame(ProgramFrameType.Fire, -1, 0)).ShouldContain("a header of 4294967295 bytes");
        Refusal(new ProgramFrame(ProgramFrameType.Fire, 0, -1)).ShouldContain("a body of 4294967295 bytes");
    }

    [Fact]
    public void Refuses_an_unknown_type() => Refusal(new ProgramFrame((ProgramFrameType)99, 0, 0)).ShouldContain("no frame");

    [Fact]
    public void Reads_the_chunk_header_that_it_wrote()
    {
        var chunks =
            from number in Gen.Choose(0, int.MaxValue)
            from images in Gen.Choose(1, int.MaxValue)
            from bytes in Gen.Choose(0, int.MaxValue)
            select new ChunkFrame(number * 5L, images, bytes);
        Prop.ForAll(chunks.ToArbitrary(), chunk =>
        {
            var header = new byte[ChunkFrame.Length];
            chunk.Write(header);
            return ChunkFrame.Read(header) == chunk;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, -1)]
    public void Refuses_an_impossible_chunk(long number, int images, int bytes)
    {
        var header = new byte[ChunkFrame.Length];
        new ChunkFrame(number, images, bytes).Write(header);
        Should.Throw<ProgramProtocolException>(() => ChunkFrame.Read(header));
        Should.Throw<ProgramProtocolException>(() => ChunkFrame.Read(header.AsSpan(1)));
    }

    private static string Refusal(ProgramFrame frame) => Should.Throw<ProgramProtocolException>(() => ProgramFrame.Read(Encode(frame), MaxBody)).Message;

    private static byte[] Encode(ProgramFrame frame)
    {
        var prefix = new byte[ProgramFrame.PrefixLength];
        frame.Write(prefix);
        return prefix;
    }
}
