using Akka.Actor;

namespace Akka.Cluster.Tests;

public sealed class FailureSpec : ClusterSpec
{
    [Fact]
    public async Task A_crashed_member_becomes_unreachable_and_is_removed_once_downed()
    {
        const string ByHand = "akka.cluster.downing-provider-class = \"\"";
        var members = await StartCluster(3, ByHand);
        var probe = new Probe(members[0].System);
        members[0].Subscribe(probe.Ref, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.UnreachableMember));

        Crash(members[2]);

        (await probe.Fish<ClusterEvent.UnreachableMember>()).Member.UniqueAddress.ShouldBe(members[2].SelfUniqueAddress);
        members[0].Down(members[2].SelfAddress);
        (await probe.Fish<ClusterEvent.MemberDowned>()).Member.UniqueAddress.ShouldBe(members[2].SelfUniqueAddress);
        (await probe.Fish<ClusterEvent.MemberRemoved>()).PreviousStatus.ShouldBe(MemberStatus.Down);
        await AllUp([members[0], members[1]]);
    }

    [Fact]
    public async Task The_split_brain_resolver_removes_a_crashed_member()
    {
        var members = await StartCluster(3);

        Crash(members[2]);

        await AllUp([members[0], members[1]]);
    }

    [Fact]
    public async Task Of_two_members_the_one_with_the_lowest_address_survives_the_other()
    {
        var members = await StartCluster(2);
        var (lowest, other) = (members.OrderBy(m => m.SelfAddress, Member.AddressOrdering).First(), members.OrderBy(m => m.SelfAddress, Member.AddressOrdering).Last());

        Crash(other);

        await AllUp([lowest]);
    }

    [Fact]
    public async Task Of_two_members_the_one_with_the_higher_address_gives_up_when_it_loses_the_other()
    {
        var members = await StartCluster(2);
        var (lowest, other) = (members.OrderBy(m => m.SelfAddress, Member.AddressOrdering).First(), members.OrderBy(m => m.SelfAddress, Member.AddressOrdering).Last());

        Crash(lowest);

        await other.System.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Keep_oldest_keeps_the_oldest_of_two()
    {
        const string KeepOldest = "akka.cluster.split-brain-resolver.active-strategy = keep-oldest";
        var members = await StartCluster(2, KeepOldest);

        Crash(members[1]);

        await AllUp([members[0]]);
    }

    [Fact]
    public async Task Actors_of_a_crashed_member_terminate_for_their_watchers()
    {
        var members = await StartCluster(3);
        members[2].System.ActorOf(Props.Create(() => new Silent()), "subject");
        var remote = await members[0].System.ActorSelection($"{members[2].SelfAddress}/user/subject").ResolveOne(Patience);
        var probe = new Probe(members[0].System);
        probe.Watch(remote);

        Crash(members[2]);

        var terminated = await probe.Fish<Terminated>();
        // Abort ends the actors too, and their own notification may still get out before the address is given up: AddressTerminated may be either.
        terminated.ActorRef.ShouldBe(remote);
    }

    [Fact]
    public async Task A_restarted_member_replaces_its_former_incarnation()
    {
        const string ByHand = "akka.cluster.downing-provider-class = \"\"";
        var members = await StartCluster(3, ByHand);
        var old = members[2].SelfUniqueAddress;
        Crash(members[2]);
        await members[2].System.WhenTerminated.WaitAsync(Patience);

        var again = Start(ByHand, old.Address.Port!.Value);
        again.Join(members[0].SelfAddress);

        await AllUp([members[0], members[1], again]);
        again.SelfAddress.ShouldBe(old.Address);
        members[0].State.Members.ShouldNotContain(m => m.UniqueAddress == old);
    }

    [Fact]
    public async Task A_downed_member_shuts_its_system_down()
    {
        var members = await StartCluster(2);

        members[0].Down(members[1].SelfAddress);

        await members[1].System.WhenTerminated.WaitAsync(Patience);
        await AllUp([members[0]]);
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
