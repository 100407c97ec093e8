using Akka.Actor;
using Akka.Remote;

namespace Akka.Cluster.Tests.Internal.Heartbeats;

public sealed class PulseSpec : ClusterSpec
{
    [Fact]
    public async Task A_member_that_only_pulses_counts_as_reachable()
    {
        var members = await StartCluster(2, "akka.cluster.downing-provider-class = \"\"");
        var probe = new Probe(members[0].System);
        members[0].Subscribe(probe.Ref, typeof(ClusterEvent.IReachabilityEvent));

        // It answers no heart beat any more.
        var receiver = await members[1].System.ActorSelection("/system/cluster/heartbeat-receiver").ResolveOne(Patience);
        members[1].System.Stop(receiver);
        (await probe.Fish<ClusterEvent.UnreachableMember>()).Member.UniqueAddress.ShouldBe(members[1].SelfUniqueAddress);

        var remoting = ((RemoteActorRefProvider)((ExtendedActorSystem)members[1].System).Provider).Remoting;
        await using var pulses = TimeProvider.System.CreateTimer(_ => remoting.Pulse(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        (await probe.Fish<ClusterEvent.ReachableMember>()).Member.UniqueAddress.ShouldBe(members[1].SelfUniqueAddress);
    }
}
