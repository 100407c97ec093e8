using Akka.Actor;
using Akka.Remote.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Remote.Tests.Internal.Wire;

public sealed class WireCodecSpec
{
    [Fact]
    public void Reads_back_what_was_written() => Prop.ForAll(ArbMap.Default.ArbFor<(int, long, uint, NonNull<string>, byte[])>(), value =>
    {
        var (number, large, small, text, bytes) = value;
        bytes ??= [];
        // Lone surrogates are no text; UTF-8 has no form for them.
        var clean = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
        using var writer = new WireWriter(16);
        writer.Int32(number);
        writer.Int64(large);
        writer.VarUInt(small);
        writer.Text(clean);
        writer.OptionalText(null);
        writer.Bytes(bytes);
        writer.Bool(true);

        var reader = new WireReader(writer.WrittenSpan);
        var same = reader.Int32("a") == number && reader.Int64("b") == large && reader.VarUInt("c") == small && reader.Text("d") == clean
            && reader.OptionalText("e") is null && reader.Bytes("f").SequenceEqual(bytes) && reader.Bool("g");
        reader.End("all");
        return same;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused_with_a_reason() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try
        {
            var reader = new WireReader(bytes);
            Hello.Read(ref reader);
        }
        catch (WireFormatException e)
        {
            return e.Message.Length > 0;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Refuses_a_text_that_ends_early() => Refuses(reader => reader.Text("name"), [5, (byte)'a'], "name at offset 1: 5 elements were announced where only 1 bytes are left.");

    [Fact]
    public void Refuses_a_text_that_is_not_UTF_8() => Refuses(reader => reader.Text("name"), [1, 0xFF], "UTF-8");

    [Fact]
    public void Refuses_a_number_of_more_than_32_bits() => Refuses(reader => reader.VarUInt("count"), [0xFF, 0xFF, 0xFF, 0xFF, 0x1F], "32 bits");

    [Fact]
    public void Refuses_a_flag_that_is_neither_0_nor_1() => Refuses(reader => reader.Bool("flag"), [2], "flag");

    [Fact]
    public void Refuses_a_port_that_is_none()
    {
        using var writer = new WireWriter();
        writer.Text("akka.tcp");
        writer.Text("system");
        writer.OptionalText("host");
        writer.Int32(70_000);

        Refuses(reader => reader.Address("address"), writer.ToArray(), "70000 is not a port");
    }

    [Fact]
    public void Refuses_bytes_that_nobody_asked_for()
    {
        var thrown = Should.Throw<WireFormatException>(() =>
        {
            var reader = new WireReader([1, 2]);
            reader.Byte("first");
            reader.End("message");
        });
        thrown.Message.ShouldContain("1 bytes too many");
    }

    [Fact]
    public void A_handshake_survives_the_wire()
    {
        var hello = new Hello(new Address("akka.tcp", "a", "127.0.0.1", 1), 7, new Address("akka.tcp", "b", "::1", 65535));
        using var writer = new WireWriter();
        hello.Write(writer);

        var reader = new WireReader(writer.WrittenSpan);

        Hello.Read(ref reader).ShouldBe(hello);
    }

    [Fact]
    public void A_handshake_of_another_version_is_refused()
    {
        using var writer = new WireWriter();
        writer.Int32(Hello.Magic);
        writer.Byte(Hello.Version + 1);

        Refuses(reader => Hello.Read(ref reader), writer.ToArray(), "protocol version 3");
    }

    private delegate object? ReadFunction(WireReader reader);

    private static void Refuses(ReadFunction read, byte[] bytes, string reason) =>
        Should.Throw<WireFormatException>(() => read(new WireReader(bytes))).Message.ShouldContain(reason);
}
