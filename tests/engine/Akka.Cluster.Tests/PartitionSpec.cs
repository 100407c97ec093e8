using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;

namespace Akka.Cluster.Tests;

/// <summary>Members that cannot reach each other for a while.</summary>
public sealed class PartitionSpec : ClusterSpec
{
    private const string Faulty = """
        akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]
        akka.cluster {
          downing-provider-class = ""
          allow-weakly-up-members = 500ms
          failure-detector.acceptable-heartbeat-pause = 1s
        }
        """;

    [Fact]
    public async Task A_member_that_one_other_cannot_reach_is_unreachable_for_all_until_that_one_reaches_it_again()
    {
        var members = await StartCluster(3, Faulty);
        var (cut, lost, third) = (members[0], members[1], members[2]);
        var probe = new Probe(third.System);
        third.Subscribe(probe.Ref, typeof(ClusterEvent.IReachabilityEvent));

        await Cut(cut, lost, Blackhole.Instance);
        // Each of the two misses the other, and the third takes their word for it.
        await Until(() => third.State.Unreachable.Select(m => m.UniqueAddress).ToHashSet().SetEquals([cut.SelfUniqueAddress, lost.SelfUniqueAddress]));
        cut.State.Unreachable.ShouldContain(m => m.UniqueAddress == lost.SelfUniqueAddress);

        await Cut(cut, lost, Unthrottled.Instance);
        await AllUp(members);
        (await probe.Fish<ClusterEvent.UnreachableMember>()).ShouldNotBeNull();
        (await probe.Fish<ClusterEvent.ReachableMember>()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_member_that_joins_while_another_is_unreachable_is_weakly_up_until_that_one_is_back()
    {
        var members = await StartCluster(3, Faulty);
        await Cut(members[0], members[2], Blackhole.Instance);
        await Cut(members[1], members[2], Blackhole.Instance);
        await Until(() => members[0].State.Unreachable.Any(m => m.UniqueAddress == members[2].SelfUniqueAddress));

        var fourth = Start(Faulty);
        fourth.Join(members[0].SelfAddress);
        await Until(() => members[0].State.Members.Any(m => m.UniqueAddress == fourth.SelfUniqueAddress && m.Status == MemberStatus.WeaklyUp));

        await Cut(members[0], members[2], Unthrottled.Instance);
        await Cut(members[1], members[2], Unthrottled.Instance);
        await AllUp([.. members, fourth]);
    }

    private static async Task Cut(Cluster one, Cluster other, ThrottleMode mode)
    {
        (await TransportCommand.SendAsync(one.System, new SetThrottle(other.SelfAddress, ThrottleTransportAdapter.Direction.Both, mode))).ShouldBeTrue();
    }
}
