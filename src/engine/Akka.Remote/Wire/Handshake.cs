using Akka.Actor;

namespace Akka.Remote.Wire;

/// <summary>First frame of whoever opens a connection: who calls, which incarnation of it, and whom it believes to reach.</summary>
internal sealed record Hello(Address Origin, int OriginUid, Address Target)
{
    internal const int Magic = 0x41_52_46_31; // "1FRA" in byte order: rejects a peer that speaks another protocol at its first four bytes.
    internal const byte Version = 2;

    public void Write(WireWriter writer)
    {
        writer.Int32(Magic);
        writer.Byte(Version);
        writer.Address(Origin);
        writer.Int32(OriginUid);
        writer.Address(Target);
    }

    public static Hello Read(ref WireReader reader)
    {
        if (reader.Int32("magic") != Magic) throw reader.Bad("magic", "this is not an actor system of this engine");
        var version = reader.Byte("version");
        if (version != Version) throw reader.Bad("version", $"protocol version {version} was offered, this system speaks version {Version}");
        var origin = reader.Address("origin");
        var uid = reader.Int32("origin uid");
        var hello = new Hello(origin, uid, reader.Address("target"));
        reader.End("Hello");
        return hello;
    }
}

/// <summary>Answer to <see cref="Hello"/>: the incarnation that was reached.</summary>
internal sealed record Welcome(int Uid)
{
    public void Write(WireWriter writer) => writer.Int32(Uid);

    public static Welcome Read(ref WireReader reader)
    {
        var welcome = new Welcome(reader.Int32("uid"));
        reader.End("Welcome");
        return welcome;
    }
}

/// <summary>Answer to a <see cref="Hello"/> that is not accepted; the connection closes.</summary>
internal sealed record Refusal(RefusalReason Reason, string Text)
{
    public void Write(WireWriter writer)
    {
        writer.Byte((byte)Reason);
        writer.Text(Text);
    }

    public static Refusal Read(ref WireReader reader)
    {
        var reason = (RefusalReason)reader.Byte("reason");
        var refusal = new Refusal(reason, reader.Text("text"));
        reader.End("Refusal");
        return refusal;
    }
}

internal enum RefusalReason : byte
{
    Malformed = 0,
    WrongAddress = 1,
    Quarantined = 2,
    ShuttingDown = 3,
}
