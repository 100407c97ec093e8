using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests;

public sealed class CrashSpec : ShardingSpec
{
    [Fact]
    public async Task Entities_of_a_crashed_member_start_elsewhere_with_their_next_message()
    {
        var members = await StartCluster(3, Config);
        var regions = await StartRegions(members);
        var entities = Entities(9);
        var before = await WhereAll(regions[0], entities);

        await CrashAndWait(members[2]);

        AssertOthersLiveOn(members[2], before, await WhereAll(regions[0], entities));
    }

    [Fact]
    public async Task Entities_elsewhere_live_on_and_live_once_when_the_coordinators_member_crashes()
    {
        var members = await StartCluster(3, Config);
        var regions = await StartRegions(members);
        var entities = Entities(9);
        var before = await WhereAll(regions[2], entities);

        await CrashAndWait(members[0]);

        var after = await WhereAll(regions[2], entities.Append("new"));
        AssertOthersLiveOn(members[0], before, after);
        (await WhereAll(regions[1], entities.Append("new"))).ShouldBe(after);
    }

    private static async Task CrashAndWait(Cluster member)
    {
        Crash(member);
        await member.System.WhenTerminated.WaitAsync(Patience);
    }

    private void AssertOthersLiveOn(Cluster crashed, Dictionary<string, Address> before, Dictionary<string, Address> after)
    {
        before.Values.ShouldContain(crashed.SelfAddress);
        foreach (var (entity, home) in before)
        {
            if (home.Equals(crashed.SelfAddress))
            {
                after[entity].ShouldNotBe(home);
                continue;
            }
            after[entity].ShouldBe(home);
            Ledger.Starts(entity).ShouldBe(1);
        }
        Ledger.Overlapped.ShouldBeFalse();
    }
}
