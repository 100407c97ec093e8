using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding.Tests;

public sealed class RoutingSpec : ShardingSpec
{
    [Fact]
    public async Task An_entity_is_one_for_every_member_and_for_a_proxy()
    {
        var hosts = await StartCluster(2, Config);
        var client = Start("akka.cluster.roles = [client]");
        client.Join(hosts[0].SelfAddress);
        await AllUp([.. hosts, client]);
        var regions = await StartRegions(hosts);
        var proxy = ClusterSharding.Get(client.System).StartProxy(TypeName, "host", new Extractor());
        var entities = Entities(6);

        var asked = await Task.WhenAll(regions.Append(proxy).Select(r => WhereAll(r, entities)));

        asked[1].ShouldBe(asked[0]);
        asked[2].ShouldBe(asked[0]);
        asked[0].Values.ShouldAllBe(a => hosts.Any(h => h.SelfAddress.Equals(a)));
        Ledger.Started.Count.ShouldBe(entities.Length);
        ClusterSharding.Get(client.System).ShardRegionProxy(TypeName).ShouldBe(proxy);
        ClusterSharding.Get(hosts[1].System).ShardRegion(TypeName).ShouldBe(regions[1]);
    }

    [Fact]
    public async Task Shards_are_spread_evenly_and_regions_tell_what_they_have()
    {
        var members = await StartCluster(3, Config);
        var regions = await StartRegions(members);
        var homes = await WhereAll(regions[1], Entities(9));

        (await ShardCounts(regions[2])).ShouldBe(members.ToDictionary(m => m.SelfAddress, _ => 3), ignoreOrder: true);
        foreach (var (member, region) in members.Zip(regions))
        {
            var here = homes.Where(h => h.Value.Equals(member.SelfAddress)).Select(h => h.Key).ToList();
            var state = await region.Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Patience);
            state.Shards.Select(s => s.ShardId).ShouldBe(here, ignoreOrder: true);
            state.Shards.ShouldAllBe(s => s.EntityIds.Count == 1 && s.EntityIds.Contains(s.ShardId));
            state.Failed.ShouldBeEmpty();
            (await region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, Patience)).Stats.ShouldBe(here.ToDictionary(e => e, _ => 1), ignoreOrder: true);
        }
        (await regions[0].Ask<CurrentRegions>(GetCurrentRegions.Instance, Patience)).Regions.ShouldBe(members.Select(m => m.SelfAddress), ignoreOrder: true);
    }

    [Fact]
    public async Task Messages_of_a_sender_keep_their_order_from_the_first_on()
    {
        const int Count = 300;
        var members = await StartCluster(2, Config);
        var regions = await StartRegions(members);
        var answers = new Probe(members[1].System);

        foreach (var number in Enumerable.Range(0, Count))
            foreach (var entity in Entities(2)) Tell(regions[1], entity, number.ToString(CultureInfo.InvariantCulture), answers.Ref);
        for (var left = 2 * Count; left > 0; left--) await answers.Expect<string>();

        foreach (var entity in Entities(2))
            Ledger.Received.Where(r => r.Entity == entity).Select(r => int.Parse(r.Message, CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(0, Count));
    }

    [Fact]
    public async Task StartEntity_starts_an_entity_without_a_message()
    {
        var members = await StartCluster(1, Config);
        var region = StartRegion(members[0]);

        region.Tell(new ShardRegion.StartEntity("quiet"), ActorRefs.NoSender);

        await Until(() => Ledger.Living.Contains("quiet"));
        Ledger.Received.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_in_the_buffer_becomes_a_dead_letter()
    {
        var alone = Start(Config + "\nakka.cluster.sharding.buffer-size = 10");
        var deadLetters = new Probe(alone.System);
        alone.System.EventStream.Subscribe(deadLetters.Ref, typeof(DeadLetter));
        var region = StartRegion(alone);

        // Without a cluster there is no coordinator.
        foreach (var number in Enumerable.Range(0, 15)) Tell(region, "e0", $"{number}");
        foreach (var number in Enumerable.Range(10, 5))
            (await deadLetters.Fish<DeadLetter>(d => d.Message is ShardingEnvelope)).Message.ShouldBe(new ShardingEnvelope("e0", $"{number}"));

        alone.Join(alone.SelfAddress);
        await Until(() => Ledger.Received.Count == 10);
        Ledger.Received.Select(r => r.Message).ShouldBe(Enumerable.Range(0, 10).Select(n => $"{n}"));
    }
}
