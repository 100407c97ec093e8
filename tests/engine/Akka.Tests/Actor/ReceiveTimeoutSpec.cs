using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class ReceiveTimeoutSpec : ActorSpec
{
    private sealed class Quiet : INotInfluenceReceiveTimeout;

    private sealed class Sleeper : ReceiveActor
    {
        public Sleeper(IActorRef reader)
        {
            Receive<TimeSpan>(time =>
            {
                Context.SetReceiveTimeout(time);
                Sender.Tell(Context.ReceiveTimeout is not null);
            });
            Receive<ReceiveTimeout>(_ => reader.Tell("timeout"));
            Receive<string>(text =>
            {
                if (text == "off")
                    Context.SetReceiveTimeout(null);
                Sender.Tell(text);
            });
            Receive<Quiet>(_ => reader.Tell("quiet"));
        }
    }

    private readonly Probe _probe;
    private readonly IActorRef _sleeper;

    public ReceiveTimeoutSpec()
    {
        _probe = new Probe(Sys);
        var reader = _probe.Ref;
        _sleeper = Sys.ActorOf(Props.Create(() => new Sleeper(reader)));
    }

    [Fact]
    public async Task Comes_again_and_again_while_nothing_else_does()
    {
        (await _sleeper.Ask<bool>(TimeSpan.FromMilliseconds(20), Patience)).ShouldBeTrue();
        (await _probe.Expect<string>()).ShouldBe("timeout");
        (await _probe.Expect<string>()).ShouldBe("timeout");
    }

    [Fact]
    public async Task Ends_when_it_is_switched_off()
    {
        await _sleeper.Ask<bool>(TimeSpan.FromMilliseconds(20), Patience);
        await _probe.Fish<string>(text => text == "timeout");
        await _sleeper.Ask<string>("off", Patience);
        _sleeper.Tell(new Quiet());
        await _probe.Fish<string>(text => text == "quiet");
        await _probe.ExpectNothingYet();
    }

    [Fact]
    public async Task Messages_that_say_so_leave_it_running()
    {
        await _sleeper.Ask<bool>(TimeSpan.FromMilliseconds(200), Patience);
        var quiet = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), _sleeper, new Quiet(), ActorRefs.NoSender);
        await _probe.Fish<string>(text => text == "timeout");
        quiet.Cancel();
    }
}
