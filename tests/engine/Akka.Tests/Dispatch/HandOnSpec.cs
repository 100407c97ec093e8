using Akka.Actor;

namespace Akka.Tests.Dispatch;

/// <summary>An actor's message may be handled on the thread of its sender, when that is done; nobody can tell but by the speed.</summary>
public sealed class HandOnSpec() : ActorSpec("")
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task A_handler_that_blocks_does_not_hold_up_whom_it_has_told()
    {
        using var gate = new ManualResetEventSlim();
        var probe = new Probe(Sys);
        var opener = Sys.ActorOf(Props.Create(() => new Doing(_ => gate.Set())));
        var waiter = Sys.ActorOf(Props.Create(() => new Doing(_ => TellAndWait(opener, gate, probe.Ref))));

        for (var round = 0; round < 20; round++)
        {
            gate.Reset();
            waiter.Tell("wait", ActorRefs.NoSender);
            (await probe.Expect<string>()).ShouldBe("told");
        }
    }

    [Fact]
    public async Task An_actor_with_more_to_do_does_not_hold_up_whom_it_has_told()
    {
        using var gate = new ManualResetEventSlim();
        var probe = new Probe(Sys);
        var opener = Sys.ActorOf(Props.Create(() => new Doing(_ => gate.Set())));
        var busy = Sys.ActorOf(Props.Create(() => new Doing(message => TellThenWait(message, opener, gate, probe.Ref))));

        busy.Tell("tell", ActorRefs.NoSender);
        busy.Tell("wait", ActorRefs.NoSender);

        (await probe.Expect<string>()).ShouldBe("told");
    }

    [Fact]
    public async Task What_a_handler_leaves_on_its_thread_does_not_reach_the_next_actor()
    {
        var probe = new Probe(Sys);
        var second = Sys.ActorOf(Props.Create(() => new Doing(_ => probe.Ref.Tell($"{Ambient.Value}{SynchronizationContext.Current}", ActorRefs.NoSender))));
        var first = Sys.ActorOf(Props.Create(() => new Doing(_ => Litter(second))));

        for (var round = 0; round < 200; round++)
        {
            first.Tell("go", ActorRefs.NoSender);
            (await probe.Expect<string>()).ShouldBe("");
        }
    }

    [Fact]
    public async Task Actors_that_keep_each_other_busy_starve_nobody()
    {
        var probe = new Probe(Sys);
        var players = Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Sys.ActorOf(Props.Create(() => new Player()))).ToArray();
        for (var pair = 0; pair < players.Length; pair += 2) players[pair].Tell("ball", players[pair + 1]);

        var others = Enumerable.Range(0, 50).Select(_ => Sys.ActorOf(Props.Create(() => new Doing(message => probe.Ref.Tell(message, ActorRefs.NoSender))))).ToArray();
        foreach (var other in others) other.Tell("seen", ActorRefs.NoSender);
        for (var seen = 0; seen < others.Length; seen++) (await probe.Expect<string>()).ShouldBe("seen");
        foreach (var player in players) Sys.Stop(player);
    }

    private static void TellAndWait(IActorRef opener, ManualResetEventSlim gate, IActorRef probe)
    {
        opener.Tell("open", ActorRefs.NoSender);
        probe.Tell(gate.Wait(Patience) ? "told" : "held up", ActorRefs.NoSender);
    }

    private static void TellThenWait(object message, IActorRef opener, ManualResetEventSlim gate, IActorRef probe)
    {
        if (message is "tell") opener.Tell("open", ActorRefs.NoSender);
        else probe.Tell(gate.Wait(Patience) ? "told" : "held up", ActorRefs.NoSender);
    }

    private static void Litter(IActorRef next)
    {
        Ambient.Value = "litter";
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        next.Tell("go", ActorRefs.NoSender);
    }

    private sealed class Doing(Action<object> act) : UntypedActor
    {
        protected override void OnReceive(object message) => act(message);
    }

    private sealed class Player : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
