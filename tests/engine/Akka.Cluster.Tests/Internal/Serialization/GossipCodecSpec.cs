using Akka.Cluster.Gossiping;
using Akka.Cluster.Serialization;
using Akka.Remote.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Tests.Internal.Serialization;

public sealed class GossipCodecSpec
{
    [Fact]
    public void Gossip_survives_the_wire() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var gossip = Nodes.RandomGossip(new Random(seed));
        return Read(Write(gossip)).Text() == gossip.Text();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_gossip_is_read_or_refused() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var bytes = Write(Nodes.RandomGossip(random));
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        if (random.Next(2) == 0) bytes = bytes[..random.Next(bytes.Length)];
        try
        {
            Read(bytes);
        }
        catch (WireFormatException)
        {
            return true;
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_index_beyond_the_table_is_refused()
    {
        using var writer = new WireWriter();
        writer.Count(0);
        writer.Count(1);
        writer.Count(3);

        Should.Throw<WireFormatException>(() => Read(writer.ToArray())).Message.ShouldContain("3 is not in a table of 0");
    }

    private static byte[] Write(Gossip gossip)
    {
        using var writer = new WireWriter();
        GossipCodec.Write(writer, gossip);
        return writer.ToArray();
    }

    private static Gossip Read(byte[] bytes)
    {
        var reader = new WireReader(bytes);
        var gossip = GossipCodec.Read(ref reader);
        reader.End("gossip");
        return gossip;
    }
}
