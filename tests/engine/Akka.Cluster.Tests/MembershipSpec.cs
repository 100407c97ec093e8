using Akka.Actor;

namespace Akka.Cluster.Tests;

public sealed class MembershipSpec : ClusterSpec
{
    [Fact]
    public async Task A_member_that_joins_itself_comes_up_alone()
    {
        var member = Start();

        await member.JoinAsync(member.SelfAddress).WaitAsync(Patience);

        await Until(() => member.State.Members.Count == 1 && member.SelfMember.Status == MemberStatus.Up);
        member.State.Leader.ShouldBe(member.SelfAddress);
        member.IsUp.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Members_that_join_one_another_all_come_up(int size)
    {
        var members = await StartCluster(size);

        var leader = members.Select(m => m.SelfAddress).Order(Member.AddressOrdering).First();
        await Until(() => members.All(m => m.State.Leader == leader));
        members[1].State.Members.Select(m => m.UniqueAddress).ShouldBe(members.Select(m => m.SelfUniqueAddress), ignoreOrder: true);
    }

    [Fact]
    public async Task The_first_seed_node_forms_the_cluster_and_others_find_it()
    {
        var first = Start();
        var seeds = new[] { first.SelfAddress };
        var other = Start();
        other.JoinSeedNodes(seeds);

        first.JoinSeedNodes(seeds);

        await AllUp([first, other]);
        first.SelfMember.IsOlderThan(other.SelfMember).ShouldBeTrue();
    }

    [Fact]
    public async Task Seed_nodes_that_start_together_form_one_cluster()
    {
        var members = new[] { Start(), Start(), Start() };
        var seeds = members.Select(m => m.SelfAddress).ToList();

        foreach (var member in members.Reverse()) member.JoinSeedNodes(seeds);

        await AllUp(members);
    }

    [Fact]
    public async Task Joining_where_nobody_answers_fails()
    {
        var member = Start();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<ClusterJoinFailedException>(() => member.JoinAsync(member.SelfAddress.WithPort(1), soon.Token));
    }

    [Fact]
    public async Task A_member_that_finds_no_seed_node_shuts_down_when_told_so()
    {
        var member = Start("akka.cluster.shutdown-after-unsuccessful-join-seed-nodes = 500ms");

        member.JoinSeedNodes([member.SelfAddress.WithPort(1)]);

        await member.System.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task Members_carry_their_roles()
    {
        var head = Start("akka.cluster.roles = [head]");
        var board = Start("akka.cluster.roles = [board, small]");
        head.Join(head.SelfAddress);
        board.Join(head.SelfAddress);
        await AllUp([head, board]);

        board.State.Members.Single(m => m.HasRole("head")).Address.ShouldBe(head.SelfAddress);
        head.State.Members.Single(m => m.HasRole("board")).Roles.ShouldBe(["board", "small"], ignoreOrder: true);
        head.State.AllRoles.ShouldBe(["head", "board", "small"], ignoreOrder: true);
        await Until(() => head.State.RoleLeader("board") == board.SelfAddress);
        board.SelfRoles.ShouldBe(["board", "small"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nobody_comes_up_before_there_are_enough_members()
    {
        const string Enough = "akka.cluster { min-nr-of-members = 2, role.board.min-nr-of-members = 1 }";
        var head = Start(Enough + "\nakka.cluster.roles = [head]");
        head.Join(head.SelfAddress);
        await Until(() => head.State.Members.Count == 1);
        head.SelfMember.Status.ShouldBe(MemberStatus.Joining);

        var board = Start(Enough + "\nakka.cluster.roles = [board]");
        board.Join(head.SelfAddress);

        await AllUp([head, board]);
    }

    [Fact]
    public async Task A_member_that_leaves_is_removed_and_its_system_stops()
    {
        var members = await StartCluster(3);
        var leaving = members[1];

        await leaving.LeaveAsync().WaitAsync(Patience);

        await leaving.System.WhenTerminated.WaitAsync(Patience);
        leaving.IsTerminated.ShouldBeTrue();
        await AllUp([members[0], members[2]]);
    }

    [Fact]
    public async Task The_leader_can_leave()
    {
        var members = await StartCluster(3);
        var leader = members.Single(m => m.SelfAddress == m.State.Leader);

        leader.Leave(leader.SelfAddress);

        await leader.System.WhenTerminated.WaitAsync(Patience);
        await AllUp([.. members.Where(m => m != leader)]);
    }

    [Fact]
    public async Task A_system_that_terminates_leaves_the_cluster_first()
    {
        var members = await StartCluster(2);
        var probe = new Probe(members[0].System);
        members[0].Subscribe(probe.Ref, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

        await members[1].System.Terminate().WaitAsync(Patience);

        var removed = await probe.Fish<ClusterEvent.MemberRemoved>();
        removed.Member.UniqueAddress.ShouldBe(members[1].SelfUniqueAddress);
        removed.PreviousStatus.ShouldBe(MemberStatus.Exiting);
        await AllUp([members[0]]);
    }

    [Fact]
    public async Task The_last_member_can_terminate()
    {
        var members = await StartCluster(1);

        await members[0].System.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task Callbacks_run_when_the_member_is_up_and_when_it_is_removed()
    {
        var member = Start();
        var up = new TaskCompletionSource();
        var removed = new TaskCompletionSource();
        member.RegisterOnMemberUp(up.SetResult);
        member.RegisterOnMemberRemoved(removed.SetResult);

        member.Join(member.SelfAddress);
        await up.Task.WaitAsync(Patience);
        removed.Task.IsCompleted.ShouldBeFalse();

        member.Leave(member.SelfAddress);
        await removed.Task.WaitAsync(Patience);
    }
}
