using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Messages;
using Fard.Actors.Tasks.Events;
using Fard.Programs;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.Tasks.Events;

/// <summary>Links and an inbox, joined by a wire that a spec holds, delays and breaks.</summary>
public class EventOrderSpec
{
    private const int Window = 16;

    [Fact]
    public void Events_of_each_sender_keep_their_order_and_every_one_is_delivered_or_counted()
    {
        var cases =
            from policy in Gen.Elements(Enum.GetValues<OverflowPolicy>())
            from seed in Gen.Choose(0, 1_000_000)
            from senders in Gen.Choose(1, 4)
            from events in Gen.Choose(1, 80)
            select (policy, seed, senders, events);
        Prop.ForAll(Arb.From(cases), one => Holds(one.policy, new Random(one.seed), one.senders, one.events)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Who_fires_waits_for_room_and_goes_on_when_there_is()
    {
        var sent = new List<FiredEvent>();
        var link = new EventLink(4, sent.Add, _ => { });
        for (var index = 0; index < 4; index++) (await Send(link, index)).ShouldBeTrue();
        var fifth = Send(link, 4).AsTask();
        var sixth = Send(link, 5).AsTask();
        fifth.IsCompleted.ShouldBeFalse();
        link.Taken(1);
        (await fifth).ShouldBeTrue();
        sixth.IsCompleted.ShouldBeFalse();
        link.Close();
        (await sixth).ShouldBeFalse();
        sent.Select(fired => fired.Sequence).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Who_waits_too_long_has_its_event_dropped_and_asks_meanwhile()
    {
        var asked = new List<long>();
        var link = new EventLink(1, _ => { }, asked.Add);
        await Send(link, 0);
        (await link.SendAsync(Event(1), TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None)).ShouldBeFalse();
        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(last => last == 1);
    }

    [Fact]
    public async Task A_caller_that_gives_up_leaves_its_place_to_the_next()
    {
        var sent = new List<FiredEvent>();
        var link = new EventLink(1, sent.Add, _ => { });
        await Send(link, 0);
        using var impatient = new CancellationTokenSource();
        var second = link.SendAsync(Event(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeProvider.System, impatient.Token).AsTask();
        var third = Send(link, 2).AsTask();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);
        link.Taken(1);
        (await third).ShouldBeTrue();
        sent.Select(fired => fired.Name).ShouldBe(["e0", "e2"]);
    }

    [Fact]
    public async Task A_receiver_that_comes_back_is_not_sent_a_number_twice()
    {
        var sent = new List<FiredEvent>();
        var link = new EventLink(2, sent.Add, _ => { });
        await Send(link, 0);
        link.Close();
        (await Send(link, 1)).ShouldBeFalse();
        link.Open();
        await Send(link, 2);
        sent.Select(fired => fired.Sequence).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_large_event_takes_more_of_the_credit()
    {
        EventLink.CostOf(0, 256).ShouldBe(1);
        EventLink.CostOf(EventNames.MaxPayloadBytes, 256).ShouldBe(17);
        EventLink.CostOf(EventNames.MaxPayloadBytes, 4).ShouldBe(4);
    }

    private static ValueTask<bool> Send(EventLink link, int index) =>
        link.SendAsync(Event(index), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);

    // One step at a time, chosen at random: a sender fires, the wire carries or loses a message, the task handles an event.
    private static bool Holds(OverflowPolicy policy, Random random, int senders, int events)
    {
        var handled = new List<TaskEvent>();
        // The pump answers from a thread of its own.
        var wire = new ConcurrentQueue<Action>();
        var links = new EventLink[senders];
        var inbox = new EventInbox(policy, capacity: 8, Window, (source, sequence) => wire.Enqueue(() => links[int.Parse(source.Peer[1..], CultureInfo.InvariantCulture)].Taken(sequence)));
        for (var sender = 0; sender < senders; sender++)
        {
            var peer = $"s{sender}";
            links[sender] = new EventLink(
                Window,
                fired => wire.Enqueue(() => inbox.Offer(fired with { Sender = peer }, ActorRefs.Nobody)),
                last => wire.Enqueue(() => inbox.Asked(new EventsAsked("a", peer, 1, "r-0", last), ActorRefs.Nobody)));
        }

        var fired = new int[senders];
        var sending = new List<Task<bool>>();
        using var stop = new CancellationTokenSource();
        var turn = new SemaphoreSlim(0);
        var pump = inbox.PumpAsync(
            async (received, _, token) =>
            {
                await turn.WaitAsync(token);
                lock (handled) handled.Add(received);
            },
            stop.Token);
        for (var step = 0; step < events * 6; step++)
        {
            var sender = random.Next(senders);
            switch (random.Next(3))
            {
                case 0 when fired[sender] < events:
                    sending.Add(links[sender].SendAsync(
                        Event(fired[sender]++), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None).AsTask());
                    break;
                case 1 when wire.TryDequeue(out var message):
                    if (random.Next(20) > 0) message();
                    break;
                default:
                    turn.Release();
                    break;
            }
        }

        // Now nothing is lost any more, and whoever waits asks.
        turn.Release(1_000_000);
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            while (wire.TryDequeue(out var late)) late();
            if (sending.All(one => one.IsCompleted) && inbox.Count == 0 && wire.IsEmpty && DeliveredOrDropped(inbox) >= sending.Count) break;
            foreach (var link in links) link.Ask();
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(20)) return false;
            Thread.Yield();
        }

        stop.Cancel();
        pump.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        var inOrder = handled.GroupBy(one => one.Sender).All(group => group.Select(Number).SequenceEqual(group.Select(Number).Distinct().Order()));
        return inOrder && sending.All(one => one.Result) && DeliveredOrDropped(inbox) == sending.Count;
    }

    private static long DeliveredOrDropped(EventInbox inbox) => inbox.Delivered + inbox.Dropped;

    private static int Number(TaskEvent received) => int.Parse(received.Name[1..], CultureInfo.InvariantCulture);

    private static FiredEvent Event(int index) => new("a", "s0", "s", 1, "r-0", 1, $"e{index}", EventScope.Peer, default);
}
