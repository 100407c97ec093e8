using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tests;

public sealed class SubscriptionSpec : ClusterSpec
{
    [Fact]
    public async Task A_subscriber_gets_the_state_first_and_then_what_changes()
    {
        var members = await StartCluster(1);
        var probe = new Probe(members[0].System);

        members[0].Subscribe(probe.Ref, typeof(ClusterEvent.MemberUp));

        var state = await probe.Expect<ClusterEvent.CurrentClusterState>();
        state.Members.Single().UniqueAddress.ShouldBe(members[0].SelfUniqueAddress);
        var other = Start();
        other.Join(members[0].SelfAddress);
        (await probe.Expect<ClusterEvent.MemberUp>()).Member.UniqueAddress.ShouldBe(other.SelfUniqueAddress);
    }

    [Fact]
    public async Task A_subscriber_can_have_the_state_as_events()
    {
        var members = await StartCluster(2);
        var probe = new Probe(members[0].System);

        members[0].Subscribe(probe.Ref, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.MemberUp));

        (await probe.Expect<ClusterEvent.MemberUp>()).Member.Status.ShouldBe(MemberStatus.Up);
        (await probe.Expect<ClusterEvent.MemberUp>()).Member.Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public async Task A_former_subscriber_hears_nothing()
    {
        var members = await StartCluster(1);
        var (former, present) = (new Probe(members[0].System), new Probe(members[0].System));
        members[0].Subscribe(former.Ref, typeof(ClusterEvent.MemberUp));
        await former.Expect<ClusterEvent.CurrentClusterState>();
        members[0].Unsubscribe(former.Ref);
        members[0].Subscribe(present.Ref, typeof(ClusterEvent.MemberUp));

        Start().Join(members[0].SelfAddress);

        await present.Fish<ClusterEvent.MemberUp>();
        former.Ref.Tell("last", ActorRefs.NoSender);
        (await former.Expect<string>()).ShouldBe("last");
    }

    [Fact]
    public async Task A_subscription_needs_at_least_one_type()
    {
        var members = await StartCluster(1);
        var probe = new Probe(members[0].System);

        Should.Throw<ArgumentException>(() => members[0].Subscribe(probe.Ref));
        Should.Throw<ArgumentException>(() => members[0].Subscribe(probe.Ref, typeof(string)));
    }

    [Fact]
    public async Task A_system_without_the_cluster_provider_has_no_cluster()
    {
        var local = ActorSystem.Create("local", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }"));

        Should.Throw<ConfigurationException>(() => Cluster.Get(local));

        await local.Terminate().WaitAsync(Patience);
    }
}
