using Akka.Actor;
using Fard.MultiNode.Tests.Harness;
using Fard.MultiNode.Tests.Harness.Nodes;
using Fard.MultiNode.Tests.Harness.Wire;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>Messages over a link that is slow, deaf in one direction, or breaks.</summary>
public sealed class LinkSpec : MultiNodeSpec
{
    private const int Messages = 300;

    private static readonly Role Sender = new("sender");
    private static readonly Role Receiver = new("receiver");

    public LinkSpec()
        : base(Sender, Receiver)
    {
    }

    [Fact]
    public Task Keeps_the_order_of_what_arrives_and_every_termination() => RunAsync(async node =>
    {
        if (node.Is(Receiver))
        {
            node.System.ActorOf<Counter>("counter");
            node.System.ActorOf<Counter>("witness");
        }

        await node.EnterBarrierAsync("there is somebody to send to");
        await node.OnAsync(Sender, () => SendAsync(node));
        await node.EnterBarrierAsync("sent");
    });

    private static async Task SendAsync(Node node)
    {
        var counter = await node.System.ActorSelection($"{node.AddressOf(Receiver)}/user/counter").ResolveOne(Node.Patience);
        var witness = await node.System.ActorSelection($"{node.AddressOf(Receiver)}/user/witness").ResolveOne(Node.Patience);
        var terminations = 0;
        node.System.ActorOf(Props.Create(() => new DeathWatcher(counter, () => Interlocked.Increment(ref terminations))));

        // Slow: some 100 bytes a message, so that the link is full for a while. All arrive, in their order.
        await node.ThrottleAsync(Sender, Receiver, bytesPerSecond: 20_000);
        for (var number = 0; number < Messages; number++) counter.Tell(number);
        (await ReportAsync(counter)).ShouldBe($"{Messages} came, the last was {Messages - 1}, 0 in disorder");
        await node.PassThroughAsync(Sender, Receiver);

        // Deaf in one direction: what the sender sends is lost; what comes back is not.
        await node.BlackholeAsync(Sender, Receiver, LinkDirection.Send);
        counter.Tell(Messages);
        await Should.ThrowAsync<AskTimeoutException>(counter.Ask<string>("report", TimeSpan.FromMilliseconds(500)));
        await node.PassThroughAsync(Sender, Receiver, LinkDirection.Send);
        await node.UntilAsync(() => Answers(counter));

        // Broken again and again while messages are under way: some may be lost, none comes twice or late.
        for (var burst = 0; burst < 5; burst++)
        {
            for (var number = 0; number < Messages; number++) counter.Tell((burst + 2) * Messages + number);
            await node.DisconnectAsync(Sender, Receiver);
        }

        await node.UntilAsync(() => Answers(counter));
        (await ReportAsync(counter)).ShouldEndWith("0 in disorder");

        // The end of an actor is heard of once, also when the link breaks at that moment.
        counter.Tell(PoisonPill.Instance);
        await node.DisconnectAsync(Sender, Receiver);
        await node.UntilAsync(() => Volatile.Read(ref terminations) > 0 || Answers(counter));
        if (Volatile.Read(ref terminations) == 0) counter.Tell(PoisonPill.Instance);
        await node.UntilAsync(() => Volatile.Read(ref terminations) > 0);
        await node.DisconnectAsync(Sender, Receiver);
        await node.UntilAsync(() => Answers(witness));
        terminations.ShouldBe(1);
    }

    private static Task<string> ReportAsync(IActorRef counter) => counter.Ask<string>("report", Node.Patience);

    private static bool Answers(IActorRef counter)
    {
        try
        {
            return counter.Ask<string>("report", TimeSpan.FromSeconds(1)).GetAwaiter().GetResult().Length > 0;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }

    private sealed class DeathWatcher : ReceiveActor
    {
        public DeathWatcher(IActorRef subject, Action terminated)
        {
            Context.Watch(subject);
            Receive<Terminated>(_ => terminated());
        }
    }
}
