using System.Globalization;
using Akka.Actor;

namespace Akka.Cluster.Sharding.Tests;

public sealed class RebalanceSpec : ShardingSpec
{
    [Fact]
    public async Task Shards_move_to_a_member_that_joins_and_order_is_kept_meanwhile()
    {
        var first = await StartCluster(1, Config);
        var region = StartRegion(first[0]);
        var entities = Entities(8);
        await WhereAll(region, entities);
        using var enough = new CancellationTokenSource();
        var stream = Stream(region, entities, enough.Token);

        var second = Start(Config);
        second.Join(first[0].SelfAddress);
        await AllUp([first[0], second]);
        var other = StartRegion(second);
        await UntilEven(region, 2, 4);
        await enough.CancelAsync();
        await stream;

        var homes = await WhereAll(other, entities);
        homes.Count(h => h.Value.Equals(second.SelfAddress)).ShouldBe(4);
        Ledger.Overlapped.ShouldBeFalse();
        Ledger.SaidGoodbye.Count.ShouldBe(4);
        foreach (var entity in entities)
        {
            var numbers = Ledger.Received.Where(r => r.Entity == entity).Select(r => int.Parse(r.Message, CultureInfo.InvariantCulture)).ToList();
            numbers.ShouldBeInOrder();
            numbers.Distinct().Count().ShouldBe(numbers.Count);
        }
    }

    [Fact]
    public async Task The_shards_of_the_oldest_member_move_when_it_leaves()
    {
        var members = await StartCluster(3, Config);
        var regions = await StartRegions(members);
        var entities = Entities(9);
        var before = await WhereAll(regions[2], entities);

        members[0].Leave(members[0].SelfAddress);
        await members[0].System.WhenTerminated.WaitAsync(Patience);
        var after = await WhereAll(regions[2], entities);

        after.Values.ShouldNotContain(members[0].SelfAddress);
        foreach (var (entity, home) in before.Where(b => !b.Value.Equals(members[0].SelfAddress)))
        {
            after[entity].ShouldBe(home);
            Ledger.Starts(entity).ShouldBe(1);
        }
        Ledger.SaidGoodbye.ShouldBe(before.Where(b => b.Value.Equals(members[0].SelfAddress)).Select(b => b.Key), ignoreOrder: true);
        Ledger.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_region_hands_off_its_shards_when_it_is_shut_down()
    {
        var members = await StartCluster(2, Config);
        var regions = await StartRegions(members);
        var entities = Entities(4);
        await WhereAll(regions[0], entities);
        var watcher = new Probe(members[1].System);
        watcher.Watch(regions[1]);

        regions[1].Tell(GracefulShutdown.Instance, ActorRefs.NoSender);

        await watcher.Fish<Terminated>();
        (await WhereAll(regions[0], entities)).Values.ShouldAllBe(a => a.Equals(members[0].SelfAddress));
        Ledger.Overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task An_entity_that_does_not_stop_in_time_is_stopped_by_force()
    {
        var members = await StartCluster(2, Config + "\nakka.cluster.sharding.handoff-timeout = 5s");
        var regions = await StartRegions(members);
        var homes = await WhereAll(regions[0], Entities(2));
        var (entity, _) = homes.Single(h => h.Value.Equals(members[1].SelfAddress));
        await Ask(regions[0], entity, Entity.IgnoreGoodbye);

        regions[1].Tell(GracefulShutdown.Instance, ActorRefs.NoSender);

        await Until(() => !Ledger.Living.Contains(entity));
        (await Where(regions[0], entity)).ShouldBe(members[0].SelfAddress);
        Ledger.Overlapped.ShouldBeFalse();
        Ledger.SaidGoodbye.ShouldBeEmpty();
    }

    /// <summary>Sends increasing numbers to every entity, each with a pause until it is answered by one of them.</summary>
    private static async Task Stream(IActorRef region, string[] entities, CancellationToken until)
    {
        for (var number = 0; !until.IsCancellationRequested; number++)
        {
            foreach (var entity in entities) Tell(region, entity, number.ToString(CultureInfo.InvariantCulture));
            await Where(region, entities[number % entities.Length]);
        }
    }
}
