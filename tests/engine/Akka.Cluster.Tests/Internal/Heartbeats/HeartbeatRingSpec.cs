using Akka.Cluster.Heartbeats;

namespace Akka.Cluster.Tests.Internal.Heartbeats;

public sealed class HeartbeatRingSpec
{
    private const int MonitoredBy = 3;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(20, 3)]
    public void Every_member_is_monitored_by_the_same_number_of_others(int size, int monitors)
    {
        var nodes = Enumerable.Range(0, size).Select(n => Nodes.Node(n)).ToList();

        var monitored = nodes.SelectMany(n => new HeartbeatRing(n, nodes, MonitoredBy).Receivers(_ => false)).GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count());

        monitored.Count.ShouldBe(size);
        monitored.Values.ShouldAllBe(count => count == monitors);
    }

    [Fact]
    public void Unreachable_neighbours_are_monitored_beside_the_reachable_ones()
    {
        var nodes = Enumerable.Range(0, 20).Select(n => Nodes.Node(n)).ToList();
        var ring = new HeartbeatRing(nodes[0], nodes, MonitoredBy);
        var neighbours = ring.Receivers(_ => false);

        var receivers = ring.Receivers(neighbours.Contains);

        receivers.IsSupersetOf(neighbours).ShouldBeTrue();
        receivers.Count.ShouldBe(2 * MonitoredBy);
    }

    [Fact]
    public void Nobody_monitors_itself() =>
        new HeartbeatRing(Nodes.Node(1), [Nodes.Node(1)], MonitoredBy).Receivers(_ => false).ShouldBeEmpty();
}
