using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Cluster.Tools.Singleton;
using Akka.Util;

namespace Akka.Cluster.Tools.Tests.Internal.Singleton;

public sealed class SingletonOwnersSpec
{
    [Fact]
    public void The_oldest_member_with_the_role_owns_the_singleton()
    {
        var state = State(Member(1, 3, roles: "head"), Member(2, 1), Member(3, 2, roles: "head"));

        new SingletonOwners("head", false).Owner(state)!.UniqueAddress.ShouldBe(Node(3));
        new SingletonOwners(null, false).Owner(state)!.UniqueAddress.ShouldBe(Node(2));
        new SingletonOwners("board", false).Owner(state).ShouldBeNull();
    }

    [Fact]
    public void A_leaving_member_still_owns_it_an_exiting_or_downed_one_does_not()
    {
        var owners = new SingletonOwners(null, false);

        owners.Owner(State(Member(1, 1, MemberStatus.Leaving), Member(2, 2)))!.UniqueAddress.ShouldBe(Node(1));
        owners.Owner(State(Member(1, 1, MemberStatus.Exiting), Member(2, 2)))!.UniqueAddress.ShouldBe(Node(2));
        owners.Owner(State(Member(1, 1, MemberStatus.Down), Member(2, 2)))!.UniqueAddress.ShouldBe(Node(2));
        owners.Owner(State(Member(1, int.MaxValue, MemberStatus.Joining))).ShouldBeNull();
    }

    [Fact]
    public void Older_members_that_go_may_still_run_it()
    {
        var state = State(Member(1, 1, MemberStatus.Exiting), Member(2, 2, MemberStatus.Down), Member(3, 3), Member(4, 4, MemberStatus.Exiting));

        new SingletonOwners(null, false).Going(state, Node(3)).Select(m => m.UniqueAddress).ShouldBe([Node(1), Node(2)]);
    }

    [Fact]
    public void The_highest_version_goes_first_where_versions_count()
    {
        var state = State(Member(1, 1, version: "1.0.0"), Member(2, 2, version: "2.0.0"), Member(3, 3, version: "2.0.0"));

        new SingletonOwners(null, true).Owner(state)!.UniqueAddress.ShouldBe(Node(2));
    }

    private static UniqueAddress Node(int number) => new(new Address("akka.tcp", "spec", $"host{number}", 2552), 1);

    private static Member Member(int number, int upNumber, MemberStatus status = MemberStatus.Up, string version = "1.0.0", params string[] roles) =>
        new(Node(number), upNumber, status, [.. roles], AppVersion.Create(version));

    private static MembershipState State(params Member[] members) =>
        MembershipState.Initial(Node(1)) with { Gossip = Gossip.Empty.WithMembers(members.ToImmutableSortedSet()) };
}
