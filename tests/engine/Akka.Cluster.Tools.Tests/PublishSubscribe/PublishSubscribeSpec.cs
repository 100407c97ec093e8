using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Akka.Cluster.Tools.Tests.PublishSubscribe;

/// <summary>Members with mediators whose gossip is quick.</summary>
public abstract class PublishSubscribeSpec : ClusterSpec
{
    protected const string QuickGossip = "akka.cluster.pub-sub.gossip-interval = 50ms\n";

    protected static IActorRef Mediator(Cluster member) => DistributedPubSub.Get(member.System).Mediator;

    internal static async Task<Probe> Subscribed(Cluster member, string topic, string? group = null)
    {
        var probe = new Probe(member.System);
        Mediator(member).Tell(new Subscribe(topic, probe.Ref, group), probe.Ref);
        (await probe.Expect<SubscribeAck>()).Subscribe.ShouldBe(new Subscribe(topic, probe.Ref, group));
        return probe;
    }

    protected static async Task<string[]> Topics(Cluster member) =>
        [.. (await Mediator(member).Ask<CurrentTopics>(GetTopics.Instance, Patience)).Topics.Order()];

    /// <summary>Waits until an answer of a mediator fits.</summary>
    protected static async Task Knows(Cluster member, params string[] topics)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(await Topics(member)).SequenceEqual(topics)) await timer.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>Sends again and again until something arrives, for registrations that spread unseen; then forgets what else has arrived up to a marker.</summary>
    internal static async Task Reachable(Cluster from, string path, Probe to)
    {
        var arrived = to.Fish<string>(m => m == "warm-up");
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!arrived.IsCompleted)
        {
            Mediator(from).Tell(new SendToAll(path, "warm-up"), ActorRefs.NoSender);
            await timer.WaitForNextTickAsync();
        }
        await arrived;
    }

    /// <summary>What reaches dead letters.</summary>
    protected static ConcurrentQueue<object> DeadLetters(Cluster member)
    {
        var letters = new ConcurrentQueue<object>();
        var recorder = member.System.ActorOf(Props.Create(() => new DeadLetterRecorder(letters)));
        member.System.EventStream.Subscribe(recorder, typeof(Akka.Event.DeadLetter));
        return letters;
    }

    private sealed class DeadLetterRecorder : ReceiveActor
    {
        public DeadLetterRecorder(ConcurrentQueue<object> letters) => Receive<Akka.Event.DeadLetter>(letter => letters.Enqueue(letter.Message));
    }
}
