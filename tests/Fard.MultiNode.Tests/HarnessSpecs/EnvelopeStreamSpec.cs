using System.Buffers.Binary;
using System.Text;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.HarnessSpecs;

public class EnvelopeStreamSpec
{
    [Fact]
    public async Task Reads_what_was_written()
    {
        using var memory = new MemoryStream();
        using var stream = new EnvelopeStream(memory);
        Request[] requests =
        [
            new Hello("a", "akka.tcp://x@127.0.0.1:1"), new EnterBarrier("b", null, TimeSpan.FromSeconds(1)), new Finished("no"), new EndProcess("a", 3),
            new ThrottleLink("a", "x", LinkDirection.Send, 1.5), new DisconnectLink("a", "x"), new ChangeProcess("a", ProcessChange.Pause),
        ];
        foreach (var request in requests) await stream.WriteAsync(new Envelope(7, request), default);

        memory.Position = 0;

        foreach (var request in requests)
        {
            var envelope = (await stream.ReadAsync(default)).ShouldNotBeNull();
            envelope.Number.ShouldBe(7);
            envelope.Request.ShouldNotBeNull().ToString().ShouldBe(request.ToString());
        }

        (await stream.ReadAsync(default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, "", "claims a length of 0")]
    [InlineData(-1, "", "claims a length of -1")]
    [InlineData(int.MaxValue, "", "1 to 1048576")]
    [InlineData(10, "{}", "ended after 2")]
    [InlineData(3, "{x}", "no JSON")]
    [InlineData(4, "null", "is null")]
    [InlineData(40, """{"Number":1,"Request":{"type":"unheard"}}""", "no JSON")]
    public async Task Refuses_what_is_no_envelope(int length, string body, string why)
    {
        var frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, length == 40 ? body.Length : length);
        Encoding.UTF8.GetBytes(body, frame.AsSpan(sizeof(int)));
        using var stream = new EnvelopeStream(new MemoryStream(frame));

        (await Should.ThrowAsync<InvalidDataException>(stream.ReadAsync(default))).Message.ShouldContain(why);
    }

    [Fact]
    public async Task Refuses_half_a_length()
    {
        using var stream = new EnvelopeStream(new MemoryStream([1, 0]));

        (await Should.ThrowAsync<InvalidDataException>(stream.ReadAsync(default))).Message.ShouldContain("2 of the 4 bytes");
    }
}
