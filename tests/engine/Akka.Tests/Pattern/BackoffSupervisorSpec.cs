using Akka.Actor;
using Akka.Pattern;

namespace Akka.Tests.Pattern;

public sealed class BackoffSupervisorSpec : ActorSpec
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Max = TimeSpan.FromMilliseconds(100);

    private sealed class Child : ReceiveActor
    {
        public Child(IActorRef reader)
        {
            reader.Tell("started");
            Receive<Exception>(e => throw e);
            Receive<string>(text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(text => Sender.Tell(text));
        }
    }

    private readonly Probe _probe;
    private readonly Props _child;

    public BackoffSupervisorSpec()
    {
        _probe = new Probe(Sys);
        var reader = _probe.Ref;
        _child = Props.Create(() => new Child(reader));
    }

    private async Task<IActorRef> Start(BackoffOptions options)
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        (await _probe.Expect<string>()).ShouldBe("started");
        return supervisor;
    }

    private static async Task<int> Restarts(IActorRef supervisor) =>
        (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, Patience)).Count;

    [Fact]
    public async Task Passes_messages_to_the_child()
    {
        var supervisor = await Start(Backoff.OnStop(_child, "child", Min, Max, 0.2));
        (await supervisor.Ask<string>("hello", Patience)).ShouldBe("hello");
        (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Patience)).Ref.Path.Name.ShouldBe("child");
    }

    [Fact]
    public async Task Starts_a_stopped_child_again()
    {
        var supervisor = await Start(Backoff.OnStop(_child, "child", Min, Max, 0).WithManualReset());
        supervisor.Tell("stop");
        (await _probe.Expect<string>()).ShouldBe("started");
        (await Restarts(supervisor)).ShouldBe(1);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        (await Restarts(supervisor)).ShouldBe(0);
    }

    [Fact]
    public async Task Starts_a_failed_child_again()
    {
        var supervisor = await Start(Backoff.OnFailure(_child, "child", Min, Max, 0).WithManualReset());
        supervisor.Tell(new InvalidOperationException());
        (await _probe.Expect<string>()).ShouldBe("started");
        (await Restarts(supervisor)).ShouldBe(1);
    }

    [Fact]
    public async Task A_child_that_stops_by_itself_stops_the_supervisor_of_failures()
    {
        var supervisor = await Start(Backoff.OnFailure(_child, "child", Min, Max, 0));
        _probe.Watch(supervisor);
        supervisor.Tell("stop");
        (await _probe.Expect<Terminated>()).ActorRef.ShouldBe(supervisor);
    }

    [Fact]
    public async Task Stops_after_the_allowed_restarts()
    {
        var supervisor = await Start(Backoff.OnFailure(_child, "child", Min, Max, 0, 1).WithManualReset());
        _probe.Watch(supervisor);
        supervisor.Tell(new InvalidOperationException());
        (await _probe.Expect<string>()).ShouldBe("started");
        supervisor.Tell(new InvalidOperationException());
        (await _probe.Expect<Terminated>()).ActorRef.ShouldBe(supervisor);
    }

    [Fact]
    public async Task Answers_for_the_child_while_there_is_none()
    {
        var supervisor = await Start(Backoff.OnStop(_child, "child", TimeSpan.FromHours(1), TimeSpan.FromHours(2), 0).WithReplyWhileStopped("later"));
        var child = (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Patience)).Ref;
        var gone = child.WatchAsync();
        child.Tell("stop");
        await gone.WaitAsync(Patience);
        // The supervisor has its notice of the end as a watcher of its own, perhaps after this one.
        while ((await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Patience)).Ref is not null)
            await Task.Yield();
        (await supervisor.Ask<string>("hello", Patience)).ShouldBe("later");
    }

    [Fact]
    public async Task A_final_message_ends_the_supervisor_with_its_child()
    {
        var supervisor = await Start(Backoff.OnStop(_child, "child", Min, Max, 0).WithFinalStopMessage(message => Equals(message, "stop")));
        _probe.Watch(supervisor);
        supervisor.Tell("stop");
        (await _probe.Expect<Terminated>()).ActorRef.ShouldBe(supervisor);
    }

    [Fact]
    public void Refuses_impossible_delays()
    {
        Should.Throw<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(_child, "child", Max, Min, 0)));
        Should.Throw<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(_child, "child", TimeSpan.Zero, Min, 0)));
        Should.Throw<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(_child, "child", Min, Max, 2)));
    }
}
