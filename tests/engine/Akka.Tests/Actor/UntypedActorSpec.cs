using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class UntypedActorSpec : ActorSpec
{
    private sealed class Tasks(Task gate, IActorRef reader) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "task":
                    RunTask(async () =>
                    {
                        await gate;
                        reader.Tell("task done", Self);
                    });
                    break;
                case "action":
                    RunTask(() => reader.Tell("action done", Self));
                    break;
                case "quiet":
                    Become(Quiet);
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }

        private void Quiet(object message) => reader.Tell($"quiet {message}");
    }

    private sealed class Manual : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not string text)
                return false;
            BecomeStacked(other =>
            {
                UnbecomeStacked();
                Sender.Tell($"{text} then {other}");
                return true;
            });
            return true;
        }
    }

    [Fact]
    public async Task Runs_tasks_inside_the_actor_before_the_next_message()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var probe = new Probe(Sys);
        var actor = Sys.ActorOf(Props.Create(() => new Tasks(gate.Task, probe.Ref)));
        actor.Tell("task");
        actor.Tell("action");
        actor.Tell("quiet");
        actor.Tell(1);
        await probe.ExpectNothingYet();
        gate.SetResult();
        (await probe.Expect<string>()).ShouldBe("task done");
        (await probe.Expect<string>()).ShouldBe("action done");
        (await probe.Expect<string>()).ShouldBe("quiet 1");
    }

    [Fact]
    public async Task Reports_what_it_does_not_handle()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.UnhandledMessage));
        Sys.ActorOf(Props.Create(() => new Tasks(Task.CompletedTask, probe.Ref))).Tell("what?");
        (await probe.Expect<Akka.Event.UnhandledMessage>()).Message.ShouldBe("what?");
    }

    [Fact]
    public async Task Returns_to_the_first_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create<Manual>());
        for (var i = 0; i < 3; i++)
        {
            actor.Tell("a");
            (await actor.Ask<string>(i, Patience)).ShouldBe($"a then {i}");
        }
    }
}
