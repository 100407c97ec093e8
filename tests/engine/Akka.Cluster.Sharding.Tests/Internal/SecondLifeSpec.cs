using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests.Internal;

public sealed class SecondLifeSpec : ShardingSpec
{
    [Fact]
    public async Task A_region_that_comes_late_with_a_shard_that_lives_elsewhere_is_told_to_stop_it()
    {
        var members = await StartCluster(1, Config);
        var region = StartRegion(members[0]);
        await Where(region, "e0");
        var late = new Probe(members[0].System);

        members[0].System.ActorSelection("/system/sharding/jobCoordinator/singleton/coordinator").Tell(new Register(late.Ref, ["e0"]), late.Ref);

        (await late.Expect<HandOff>()).Shard.ShouldBe("e0");
        (await late.Expect<RegisterAck>()).ShouldNotBeNull();
        (await Where(region, "e0")).ShouldBe(members[0].SelfAddress);
        Ledger.Starts("e0").ShouldBe(1);
    }
}
