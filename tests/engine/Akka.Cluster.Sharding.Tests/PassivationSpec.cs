namespace Akka.Cluster.Sharding.Tests;

public sealed class PassivationSpec : ShardingSpec
{
    [Fact]
    public async Task An_entity_that_sleeps_is_stopped_and_wakes_for_what_came_meanwhile()
    {
        var members = await StartCluster(1, Config);
        var region = StartRegion(members[0]);
        var answers = new Probe(members[0].System);
        await Where(region, "e0");

        Tell(region, "e0", Entity.Sleep);
        await Until(() => Ledger.SaidGoodbye.Count == 1 && Ledger.Living.Count == 0);
        Tell(region, "e0", Entity.Sleep);
        foreach (var number in Enumerable.Range(0, 50)) Tell(region, "e0", $"{number}", answers.Ref);

        foreach (var number in Enumerable.Range(0, 50)) (await answers.Expect<string>()).ShouldBe($"{number}");
        Ledger.Overlapped.ShouldBeFalse();
        Ledger.Starts("e0").ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task An_idle_entity_is_stopped_and_starts_with_its_next_message()
    {
        var members = await StartCluster(1, Config);
        var region = StartRegion(members[0], s => s.WithPassivateIdleAfter(TimeSpan.FromMilliseconds(200)));
        await Where(region, "e0");

        await Until(() => Ledger.SaidGoodbye.Contains("e0") && Ledger.Living.Count == 0);

        await Where(region, "e0");
        Ledger.Starts("e0").ShouldBeGreaterThanOrEqualTo(2);
        Ledger.Overlapped.ShouldBeFalse();
    }
}
