using System.Buffers.Binary;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Tests.DataPlane;

public class HelloSpec
{
    private static readonly Hello Valid = new(HelloPurpose.Collect, JobId.New(), 2, Attempt: 3, Sender: 1, Receiver: 4);

    [Fact]
    public void Reads_what_it_wrote() => Hello.Read(Encode()).ShouldBe(Valid);

    [Fact]
    public void Detects_every_flipped_bit()
    {
        for (var bit = 0; bit < 8 * Hello.Length; bit++)
        {
            var damaged = Encode();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<DataPlaneException>(() => Hello.Read(damaged), $"bit {bit}");
        }
    }

    [Fact]
    public void Names_the_bytes_of_another_protocol()
    {
        var refusal = Should.Throw<DataPlaneException>(() => Hello.Read("GET / HTTP/1.1\r\nHost: somewhere\r\n"u8));
        refusal.Error.ShouldBe(DataPlaneError.BadMagic);
        refusal.Message.ShouldContain("47455420");
    }

    [Fact]
    public void Names_both_versions_when_they_differ()
    {
        var refusal = Should.Throw<DataPlaneException>(() => Hello.Read(Change(bytes => bytes[4] = 9)));
        refusal.Error.ShouldBe(DataPlaneError.UnsupportedVersion);
        refusal.Message.ShouldContain("version 9");
    }

    [Fact]
    public void Refuses_an_unknown_purpose_and_a_negative_position()
    {
        Should.Throw<DataPlaneException>(() => Hello.Read(Change(bytes => bytes[6] = 4))).Error.ShouldBe(DataPlaneError.BadHello);
        Should.Throw<DataPlaneException>(() => Hello.Read(Change(bytes => bytes[27] = 0x80))).Error.ShouldBe(DataPlaneError.BadHello);
        Should.Throw<DataPlaneException>(() => Hello.Read(Change(bytes => bytes[28] = 0))).Message.ShouldContain("attempt 0");
    }

    private static byte[] Encode()
    {
        var bytes = new byte[Hello.Length];
        Valid.Write(bytes);
        return bytes;
    }

    private static byte[] Change(Action<byte[]> change)
    {
        var bytes = Encode();
        change(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(36), Crc32C.Compute(bytes.AsSpan(0, 36)));
        return bytes;
    }
}
