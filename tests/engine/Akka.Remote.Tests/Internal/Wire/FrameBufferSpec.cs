using Akka.Remote.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Remote.Tests.Internal.Wire;

public sealed class FrameBufferSpec
{
    private const int Maximum = 10_000;

    [Fact]
    public void However_the_stream_is_cut_the_frames_are_the_same()
    {
        var frames = Gen.Choose(1, 3_000).Select(size => Enumerable.Range(0, size).Select(i => (byte)(i * size)).ToArray()).ListOf();
        var cuts = Gen.Choose(1, 5_000).NonEmptyListOf();
        Prop.ForAll(Gen.Zip(frames, cuts).ToArbitrary(), input =>
        {
            var (sent, sizes) = input;
            var stream = sent.SelectMany(f => BitConverter.GetBytes(f.Length).Concat(f)).ToArray();
            var received = Receive(stream, sizes);
            return received.Count == sent.Count && received.Zip(sent).All(p => p.First.AsSpan().SequenceEqual(p.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(Maximum + 1)]
    [InlineData(int.MaxValue)]
    public void Refuses_a_length_outside_its_bounds(int length)
    {
        using var buffer = new FrameBuffer(Maximum);
        BitConverter.TryWriteBytes(buffer.FreeSpace.Span, length);
        buffer.Advance(4);

        Should.Throw<WireFormatException>(() => buffer.TryTake(out _)).Message.ShouldContain($"1 to {Maximum} are accepted");
    }

    [Fact]
    public void Takes_a_frame_of_the_maximum_size()
    {
        var frame = new byte[Maximum];

        Receive([.. BitConverter.GetBytes(Maximum), .. frame], [1_000]).Single().Length.ShouldBe(Maximum);
    }

    private static List<byte[]> Receive(byte[] stream, IEnumerable<int> sizes)
    {
        using var buffer = new FrameBuffer(Maximum, capacity: 16);
        var received = new List<byte[]>();
        var offset = 0;
        while (offset < stream.Length)
        {
            foreach (var size in sizes)
            {
                var free = buffer.FreeSpace;
                free.Length.ShouldBeGreaterThan(0);
                var part = stream.AsMemory(offset, Math.Min(Math.Min(size, free.Length), stream.Length - offset));
                part.CopyTo(free);
                buffer.Advance(part.Length);
                offset += part.Length;
                while (buffer.TryTake(out var frame)) received.Add(frame.ToArray());
            }
        }
        return received;
    }
}
