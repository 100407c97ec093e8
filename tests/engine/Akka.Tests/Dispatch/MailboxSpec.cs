using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Dispatch;

public sealed class MailboxSpec() : ActorSpec("""
    small-mailbox {
      mailbox-type = "Akka.Dispatch.BoundedMailbox"
      mailbox-capacity = 2
      mailbox-push-timeout-time = 20ms
    }
    one-at-a-time {
      type = Dispatcher
      throughput = 1
    }
    akka.actor.deployment {
      "/configured/*" { dispatcher = one-at-a-time }
    }
    """)
{
    private sealed record Numbered(int Sender, int Number);

    private sealed class Collector : ReceiveActor
    {
        private int _inside;

        public Collector(IActorRef reader, int total)
        {
            var last = new Dictionary<int, int>();
            var count = 0;
            Receive<Numbered>(message =>
            {
                if (Interlocked.Increment(ref _inside) != 1)
                    reader.Tell("two threads at once");
                if (last.GetValueOrDefault(message.Sender, -1) + 1 != message.Number)
                    reader.Tell($"sender {message.Sender}: {message.Number} after {last.GetValueOrDefault(message.Sender, -1)}");
                last[message.Sender] = message.Number;
                if (++count == total)
                    reader.Tell("complete");
                Interlocked.Decrement(ref _inside);
            });
        }
    }

    private sealed class Blocked : ReceiveActor
    {
        public Blocked(ManualResetEventSlim entered, ManualResetEventSlim gate, IActorRef reader)
        {
            Receive<string>(text =>
            {
                if (text == "block")
                {
                    entered.Set();
                    gate.Wait();
                }
                else
                {
                    reader.Tell(text);
                }
            });
        }
    }

    private sealed class WhichDispatcher : ReceiveActor
    {
        public WhichDispatcher()
        {
            Receive<string>(text => text == "child", _ => Sender.Tell(Context.ActorOf(Props.Create<WhichDispatcher>())));
            ReceiveAny(_ => Sender.Tell(Context.Dispatcher.Id));
        }
    }

    [Fact]
    public async Task Handles_the_messages_of_each_sender_in_order_and_one_at_a_time()
    {
        const int Senders = 4;
        const int Each = 5000;
        var probe = new Probe(Sys);
        var collector = Sys.ActorOf(Props.Create(() => new Collector(probe.Ref, Senders * Each)));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
                collector.Tell(new Numbered(sender, i));
        })));
        (await probe.Expect<string>()).ShouldBe("complete");
    }

    [Fact]
    public async Task A_full_bounded_mailbox_hands_to_dead_letters()
    {
        using var entered = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var (probe, dead) = (new Probe(Sys), new Probe(Sys));
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var blocked = Sys.ActorOf(Props.Create(() => new Blocked(entered, gate, probe.Ref)).WithMailbox("small-mailbox"));
        blocked.Tell("block");
        entered.Wait(Patience).ShouldBeTrue();
        blocked.Tell("one");
        blocked.Tell("two");
        blocked.Tell("three");
        (await dead.Expect<DeadLetter>()).Message.ShouldBe("three");
        gate.Set();
        (await probe.Expect<string>()).ShouldBe("one");
        (await probe.Expect<string>()).ShouldBe("two");
    }

    [Fact]
    public async Task A_stop_overtakes_waiting_messages()
    {
        using var entered = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var (probe, dead) = (new Probe(Sys), new Probe(Sys));
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var blocked = Sys.ActorOf(Props.Create(() => new Blocked(entered, gate, probe.Ref)));
        blocked.Tell("block");
        entered.Wait(Patience).ShouldBeTrue();
        blocked.Tell("never handled");
        Sys.Stop(blocked);
        // The guardian passes the order on by a message of its own: once it has answered this, the order is in the mailbox.
        await Sys.ActorSelection("/user").Ask<ActorIdentity>(new Identify(0), Patience);
        gate.Set();
        (await dead.Expect<DeadLetter>()).Message.ShouldBe("never handled");
        await probe.ExpectNothingYet();
    }

    [Fact]
    public async Task Messages_to_a_stopped_actor_are_dead_letters()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var actor = Sys.ActorOf<WhichDispatcher>();
        await actor.GracefulStop(Patience);
        actor.Tell("late", probe.Ref);
        var letter = await probe.Fish<DeadLetter>();
        letter.Message.ShouldBe("late");
        letter.Recipient.ShouldBe(actor);
        letter.Sender.ShouldBe(probe.Ref);
    }

    private sealed class Tally(IActorRef reader) : UntypedActorWithStash
    {
        private int _handled;

        protected override void OnReceive(object message)
        {
            if (message is int number && number % 7 == 0)
                Stash.Stash();
            else
                _handled++;
        }

        protected override void PostStop() => reader.Tell(_handled);
    }

    [Fact]
    public async Task Every_message_to_a_stopping_actor_is_handled_or_a_dead_letter()
    {
        const int Senders = 4;
        const int Each = 2000;
        var (probe, dead) = (new Probe(Sys), new Probe(Sys));
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var tally = Sys.ActorOf(Props.Create(() => new Tally(probe.Ref)));
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (sender == 0 && i == Each / 2)
                    tally.Tell(PoisonPill.Instance, ActorRefs.NoSender);
                tally.Tell(i, ActorRefs.NoSender);
            }
        })));
        var handled = await probe.Expect<int>();
        for (var lost = handled; lost < Senders * Each; lost++)
            (await dead.Expect<DeadLetter>()).Recipient.ShouldBe(tally);
        await dead.ExpectNothingYet();
    }

    [Fact]
    public async Task The_dispatcher_is_that_of_props_or_of_the_configured_deployment()
    {
        (await Sys.ActorOf<WhichDispatcher>().Ask<string>(0, Patience)).ShouldBe("akka.actor.default-dispatcher");
        (await Sys.ActorOf(Props.Create<WhichDispatcher>().WithDispatcher("one-at-a-time")).Ask<string>(0, Patience)).ShouldBe("one-at-a-time");
        var child = await Sys.ActorOf<WhichDispatcher>("configured").Ask<IActorRef>("child", Patience);
        (await child.Ask<string>(0, Patience)).ShouldBe("one-at-a-time");
        Should.Throw<Akka.Configuration.ConfigurationException>(() => Sys.ActorOf(Props.Create<WhichDispatcher>().WithDispatcher("nowhere")));
        Should.Throw<Akka.Configuration.ConfigurationException>(() => Sys.ActorOf(Props.Create<WhichDispatcher>().WithMailbox("nowhere")));
    }
}
