using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class ReceiveAsyncSpec : ActorSpec
{
    private sealed record Work(string Name, Task Gate);

    private sealed class Worker : ReceiveActor
    {
        private readonly IActorRef _reader;

        public Worker(IActorRef reader)
        {
            _reader = reader;
            ReceiveAsync<Work>(async work =>
            {
                _reader.Tell($"begin {work.Name}");
                await work.Gate;
                await Task.Yield();
                Sender.Tell($"done {work.Name} {Self.Path.Name} {Context.Self.Path.Name}");
                _reader.Tell($"end {work.Name}");
            });
            ReceiveAsync<Exception>(async e =>
            {
                await Task.Yield();
                throw e;
            });
            ReceiveAnyAsync(message =>
            {
                _reader.Tell(message);
                return Task.CompletedTask;
            });
        }

        protected override void PostRestart(Exception reason) => _reader.Tell($"restarted after {reason.Message}");
    }

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task No_other_message_is_handled_while_a_handler_awaits()
    {
        var probe = new Probe(Sys);
        var worker = Sys.ActorOf(Props.Create(() => new Worker(probe.Ref)), "worker");
        var answer = worker.Ask<string>(new Work("a", _gate.Task), Patience);
        worker.Tell("other");
        (await probe.Expect<string>()).ShouldBe("begin a");
        await probe.ExpectNothingYet();
        _gate.SetResult();
        (await answer).ShouldBe("done a worker worker");
        (await probe.Expect<string>()).ShouldBe("end a");
        (await probe.Expect<string>()).ShouldBe("other");
    }

    [Fact]
    public async Task A_failure_after_an_await_is_a_failure_of_the_actor()
    {
        var probe = new Probe(Sys);
        var worker = Sys.ActorOf(Props.Create(() => new Worker(probe.Ref)));
        worker.Tell(new InvalidOperationException("late"));
        worker.Tell("next");
        (await probe.Expect<string>()).ShouldBe("restarted after late");
        (await probe.Expect<string>()).ShouldBe("next");
    }

    [Fact]
    public async Task Handles_many_in_order()
    {
        var probe = new Probe(Sys);
        var worker = Sys.ActorOf(Props.Create(() => new Worker(probe.Ref)));
        for (var i = 0; i < 100; i++)
            worker.Tell(new Work($"{i}", i % 3 == 0 ? Task.CompletedTask : Task.Run(() => { })));
        for (var i = 0; i < 100; i++)
        {
            (await probe.Expect<string>()).ShouldBe($"begin {i}");
            (await probe.Expect<string>()).ShouldBe($"end {i}");
        }
    }

    [Fact]
    public async Task Can_be_stopped_while_it_awaits()
    {
        var probe = new Probe(Sys);
        var worker = Sys.ActorOf(Props.Create(() => new Worker(probe.Ref)));
        worker.Tell(new Work("a", _gate.Task));
        (await probe.Expect<string>()).ShouldBe("begin a");
        probe.Watch(worker);
        Sys.Stop(worker);
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(worker);
        _gate.SetResult();
    }
}
