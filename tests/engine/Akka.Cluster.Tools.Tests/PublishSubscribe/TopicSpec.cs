using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Cluster.Tools.Tests.PublishSubscribe;

public sealed class TopicSpec : PublishSubscribeSpec
{
    [Fact]
    public async Task A_publication_reaches_every_subscriber_on_every_member_in_order()
    {
        var members = await StartCluster(3, QuickGossip);
        var probes = new List<Probe>();
        foreach (var member in members) probes.Add(await Subscribed(member, "scores"));
        probes.Add(await Subscribed(members[1], "scores"));
        await AllHaveHeard(members[0], "scores", probes);

        foreach (var number in Enumerable.Range(0, 50)) Mediator(members[0]).Tell(new Publish("scores", number), probes[0].Ref);

        foreach (var probe in probes)
            foreach (var number in Enumerable.Range(0, 50)) (await probe.Fish<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task A_publication_has_the_publishers_reference_as_its_sender()
    {
        var members = await StartCluster(2, QuickGossip);
        var echo = members[1].System.ActorOf(Props.Create(() => new Echo()));
        Mediator(members[1]).Tell(new Subscribe("echo", echo), ActorRefs.NoSender);
        await Knows(members[0], "echo");
        var publisher = new Probe(members[0].System);

        Mediator(members[0]).Tell(new Publish("echo", "hello"), publisher.Ref);

        (await publisher.Expect<string>()).ShouldBe("hello");
    }

    [Fact]
    public async Task One_subscriber_of_each_group_gets_a_publication_to_groups()
    {
        var members = await StartCluster(2, QuickGossip + "akka.cluster.pub-sub.routing-logic = round-robin");
        var first = await Subscribed(members[0], "work", "a");
        var second = await Subscribed(members[1], "work", "b");
        var without = await Subscribed(members[1], "work");
        var mediator = Mediator(members[0]);
        var seen = Task.WhenAll(second.Fish<string>(), without.Fish<string>());
        await Until(() =>
        {
            mediator.Tell(new Publish("work", "warm-up", sendOneMessageToEachGroup: true), ActorRefs.NoSender);
            mediator.Tell(new Publish("work", "warm-up"), ActorRefs.NoSender);
            return seen.IsCompleted;
        });
        // The same mediators carry it on the same way, so what came before has arrived.
        mediator.Tell(new Publish("work", 1, sendOneMessageToEachGroup: true), ActorRefs.NoSender);
        mediator.Tell(new Publish("work", 2), ActorRefs.NoSender);
        mediator.Tell(new Publish("work", 3, sendOneMessageToEachGroup: true), ActorRefs.NoSender);

        (await first.Fish<int>()).ShouldBe(1);
        (await second.Fish<int>()).ShouldBe(1);
        (await first.Fish<int>()).ShouldBe(3);
        (await second.Fish<int>()).ShouldBe(3);
        (await without.Fish<int>()).ShouldBe(2);
    }

    [Fact]
    public async Task Subscribers_of_one_group_share_the_publications()
    {
        var members = await StartCluster(1, QuickGossip + "akka.cluster.pub-sub.routing-logic = round-robin");
        var first = await Subscribed(members[0], "work", "a");
        var second = await Subscribed(members[0], "work", "a");

        // Round robin is asked twice a message here: for the member, and for the subscriber there.
        foreach (var number in Enumerable.Range(0, 10)) Mediator(members[0]).Tell(new Publish("work", number, true), ActorRefs.NoSender);
        Mediator(members[0]).Tell(new Publish("end", "end"), ActorRefs.NoSender);
        await Topics(members[0]);
        first.Ref.Tell("end");
        second.Ref.Tell("end");

        var got = (await UpToEnd(first)).Concat(await UpToEnd(second)).ToList();
        got.Order().ShouldBe(Enumerable.Range(0, 10));
    }

    [Fact]
    public async Task Who_unsubscribes_or_terminates_gets_nothing_more_and_topics_spread_and_go()
    {
        var members = await StartCluster(2, QuickGossip);
        var leaving = await Subscribed(members[0], "news");
        var dying = await Subscribed(members[0], "weather");
        var staying = await Subscribed(members[0], "sport");
        await Knows(members[1], "news", "sport", "weather");

        Mediator(members[0]).Tell(new Unsubscribe("news", leaving.Ref), leaving.Ref);
        (await leaving.Expect<UnsubscribeAck>()).Unsubscribe.ShouldBe(new Unsubscribe("news", leaving.Ref));
        var dead = DeadLetters(members[0]);
        Mediator(members[0]).Tell(new Publish("news", "after"), ActorRefs.NoSender);
        members[0].System.Stop(dying.Ref);
        Mediator(members[0]).Tell(new Publish("sport", "goal"), ActorRefs.NoSender);

        (await staying.Expect<string>()).ShouldBe("goal");
        await Until(() => dead.Contains("after"));
        leaving.Ref.Tell("next");
        (await leaving.Expect<string>()).ShouldBe("next");
    }

    [Fact]
    public async Task A_topic_of_a_removed_member_is_forgotten()
    {
        var members = await StartCluster(2, QuickGossip);
        await Subscribed(members[0], "here");
        await Subscribed(members[1], "there");
        await Knows(members[0], "here", "there");

        await members[1].LeaveAsync().WaitAsync(Patience);

        await Knows(members[0], "here");
    }

    [Fact]
    public async Task More_topics_than_fit_in_one_gossip_message_spread_in_several()
    {
        var members = await StartCluster(2, QuickGossip + "akka.cluster.pub-sub.max-delta-elements = 3");
        var topics = Enumerable.Range(10, 20).Select(n => $"topic-{n}").ToArray();
        var probe = new Probe(members[0].System);
        foreach (var topic in topics) Mediator(members[0]).Tell(new Subscribe(topic, probe.Ref), probe.Ref);

        await Knows(members[1], topics);
    }

    private static async Task AllHaveHeard(Cluster from, string topic, IReadOnlyCollection<Probe> probes)
    {
        var heard = Task.WhenAll(probes.Select(p => p.Fish<string>(m => m == "warm-up")));
        await Until(() =>
        {
            Mediator(from).Tell(new Publish(topic, "warm-up"), ActorRefs.NoSender);
            return heard.IsCompleted;
        });
    }

    private static async Task<List<int>> UpToEnd(Probe probe)
    {
        var got = new List<int>();
        while (true)
        {
            if (await probe.Fish<object>() is not int number) return got;
            got.Add(number);
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
