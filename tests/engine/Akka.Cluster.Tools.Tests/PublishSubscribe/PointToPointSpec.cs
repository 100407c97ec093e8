using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;
using Akka.Routing;

namespace Akka.Cluster.Tools.Tests.PublishSubscribe;

public sealed class PointToPointSpec : PublishSubscribeSpec
{
    private const string Path = "/user/service";

    [Fact]
    public async Task Send_reaches_a_registered_actor_of_another_member_once()
    {
        var members = await StartCluster(2, QuickGossip);
        var service = new Probe(members[1].System, "service");
        Mediator(members[1]).Tell(new Put(service.Ref), ActorRefs.NoSender);
        await Reachable(members[0], Path, service);

        foreach (var number in Enumerable.Range(0, 20)) Mediator(members[0]).Tell(new Send(Path, number), ActorRefs.NoSender);

        foreach (var number in Enumerable.Range(0, 20)) (await service.Fish<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task Send_with_local_affinity_stays_on_the_member_where_it_can()
    {
        var members = await StartCluster(2, QuickGossip);
        var services = members.Select(m => new Probe(m.System, "service")).ToList();
        for (var i = 0; i < 2; i++) Mediator(members[i]).Tell(new Put(services[i].Ref), ActorRefs.NoSender);
        await Reachable(members[0], Path, services[1]);
        await Reachable(members[1], Path, services[0]);

        foreach (var number in Enumerable.Range(0, 20)) Mediator(members[0]).Tell(new Send(Path, number, localAffinity: true), ActorRefs.NoSender);

        foreach (var number in Enumerable.Range(0, 20)) (await services[0].Fish<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task Send_to_all_leaves_out_the_own_member_when_asked()
    {
        var members = await StartCluster(2, QuickGossip);
        var services = members.Select(m => new Probe(m.System, "service")).ToList();
        for (var i = 0; i < 2; i++) Mediator(members[i]).Tell(new Put(services[i].Ref), ActorRefs.NoSender);
        await Reachable(members[0], Path, services[1]);

        Mediator(members[0]).Tell(new SendToAll(Path, 1, excludeSelf: true), ActorRefs.NoSender);
        Mediator(members[0]).Tell(new SendToAll(Path, 2), ActorRefs.NoSender);

        (await services[0].Fish<int>()).ShouldBe(2);
        (await services[1].Fish<int>()).ShouldBe(1);
        (await services[1].Fish<int>()).ShouldBe(2);
    }

    [Fact]
    public async Task What_nobody_is_registered_for_goes_to_dead_letters()
    {
        var members = await StartCluster(1, QuickGossip);
        var dead = DeadLetters(members[0]);
        var service = new Probe(members[0].System, "service");
        var mediator = Mediator(members[0]);
        mediator.Tell(new Put(service.Ref), ActorRefs.NoSender);
        mediator.Tell(new Send(Path, "found"), ActorRefs.NoSender);
        mediator.Tell(new Remove(Path), ActorRefs.NoSender);
        mediator.Tell(new Send(Path, "send"), ActorRefs.NoSender);
        mediator.Tell(new SendToAll(Path, "all"), ActorRefs.NoSender);
        mediator.Tell(new Publish("topic", "publish"), ActorRefs.NoSender);

        await Until(() => dead.Contains("send") && dead.Contains("all") && dead.Contains("publish"));
        (await service.Expect<string>()).ShouldBe("found");
        dead.ShouldNotContain("found");
    }

    [Fact]
    public async Task A_member_without_the_role_has_no_mediator()
    {
        var member = Start("akka.cluster.pub-sub.role = head");

        DistributedPubSub.Get(member.System).IsTerminated.ShouldBeTrue();
        Mediator(member).ShouldBe(member.System.DeadLetters);
        await Task.CompletedTask;
    }

    [Fact]
    public void Settings_come_from_the_configuration()
    {
        var defaults = DistributedPubSub.DefaultConfig().GetConfig("akka.cluster.pub-sub");

        var settings = DistributedPubSubSettings.Create(defaults);

        settings.Role.ShouldBeNull();
        settings.RoutingLogic.ShouldBeOfType<RandomLogic>();
        settings.GossipInterval.ShouldBe(TimeSpan.FromSeconds(1));
        settings.RemovedTimeToLive.ShouldBe(TimeSpan.FromSeconds(120));
        settings.MaxDeltaElements.ShouldBe(3000);
        settings.SendToDeadLettersWhenNoSubscribers.ShouldBeTrue();
        DistributedPubSubSettings.Create(ConfigurationFactory.ParseString("routing-logic = broadcast").WithFallback(defaults)).RoutingLogic.ShouldBeOfType<BroadcastRoutingLogic>();
        Should.Throw<ArgumentException>(() => DistributedPubSubSettings.Create(ConfigurationFactory.ParseString("routing-logic = consistent-hashing").WithFallback(defaults)));
    }
}
