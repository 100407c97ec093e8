using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class LifeCycleSpec : ActorSpec
{
    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed class Diary : UntypedActor
    {
        private readonly IActorRef _reader;

        public Diary(IActorRef reader)
        {
            _reader = reader;
            reader.Tell("constructor");
        }

        protected override void OnReceive(object message)
        {
            if (message is Exception e)
                throw e;
            _reader.Tell(message);
        }

        protected override void PreStart() => _reader.Tell("PreStart");

        protected override void PostStop() => _reader.Tell("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            _reader.Tell($"PreRestart {reason.Message} {message is not null}");
            base.PreRestart(reason, message!);
        }

        protected override void PostRestart(Exception reason)
        {
            _reader.Tell($"PostRestart {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class Children : ReceiveActor
    {
        public Children()
        {
            Receive<string>(name => Sender.Tell(Context.ActorOf<Echo>(name == "" ? null : name)));
            Receive<int>(_ => Sender.Tell(Context.GetChildren().Select(child => child.Path.Name).Order().ToArray()));
            Receive<bool>(_ => Sender.Tell(Context.Child("nobody").IsNobody()));
        }
    }

    [Fact]
    public async Task Answers_what_it_is_asked()
    {
        var echo = Sys.ActorOf<Echo>("echo");
        (await echo.Ask<string>("hello", Patience)).ShouldBe("hello");
        echo.Path.ToString().ShouldBe("akka://spec/user/echo");
    }

    [Fact]
    public async Task Calls_the_hooks_of_start_restart_and_stop_in_order()
    {
        var probe = new Probe(Sys);
        var diary = Sys.ActorOf(Props.Create(() => new Diary(probe.Ref)));
        diary.Tell("one");
        diary.Tell(new InvalidOperationException("boom"));
        diary.Tell("two");
        diary.Tell(PoisonPill.Instance);
        foreach (var entry in new[] { "constructor", "PreStart", "one", "PreRestart boom True", "PostStop", "constructor", "PostRestart boom", "PreStart", "two", "PostStop" })
            (await probe.Expect<string>()).ShouldBe(entry);
        await probe.ExpectNothingYet();
    }

    [Fact]
    public async Task Poison_pill_stops_after_the_messages_before_it()
    {
        var probe = new Probe(Sys);
        var dead = new Probe(Sys);
        Sys.EventStream.Subscribe(dead.Ref, typeof(Akka.Event.DeadLetter));
        var diary = Sys.ActorOf(Props.Create(() => new Diary(probe.Ref)));
        probe.Watch(diary);
        diary.Tell("before");
        diary.Tell(PoisonPill.Instance);
        diary.Tell("after");
        await probe.Fish<string>(entry => entry == "before");
        (await probe.Expect<string>()).ShouldBe("PostStop");
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(diary);
        (await dead.Expect<Akka.Event.DeadLetter>()).Message.ShouldBe("after");
    }

    [Fact]
    public async Task Kill_stops_by_default()
    {
        var probe = new Probe(Sys);
        var echo = Sys.ActorOf<Echo>();
        probe.Watch(echo);
        echo.Tell(Kill.Instance);
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(echo);
    }

    [Fact]
    public async Task Children_stop_before_their_parent()
    {
        var probe = new Probe(Sys);
        var parent = Sys.ActorOf<Children>();
        var child = await parent.Ask<IActorRef>("a", Patience);
        probe.Watch(child);
        probe.Watch(parent);
        Sys.Stop(parent);
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(child);
        (await probe.Expect<Terminated>()).ActorRef.ShouldBe(parent);
    }

    [Fact]
    public async Task Unnamed_children_are_named_by_a_counter()
    {
        var parent = Sys.ActorOf<Children>();
        (await parent.Ask<IActorRef>("", Patience)).Path.Name.ShouldBe("$a");
        (await parent.Ask<IActorRef>("", Patience)).Path.Name.ShouldBe("$b");
        (await parent.Ask<string[]>(0, Patience)).ShouldBe(["$a", "$b"]);
        (await parent.Ask<bool>(true, Patience)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a b")]
    [InlineData("%zz")]
    public void Refuses_an_ill_formed_name(string name) => Should.Throw<InvalidActorNameException>(() => Sys.ActorOf<Echo>(name));

    [Fact]
    public async Task A_name_stays_taken_until_its_actor_has_stopped()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var probe = new Probe(Sys);
        var slow = Sys.ActorOf(Props.Create(() => new SlowToStop(stopping, release)), "slow");
        probe.Watch(slow);
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf<Echo>("slow")).Message.ShouldContain("not unique");
        Sys.Stop(slow);
        await stopping.Task.WaitAsync(Patience);
        Should.Throw<InvalidActorNameException>(() => Sys.ActorOf<Echo>("slow"));
        release.SetResult();
        await probe.Expect<Terminated>();
        var next = await WhenNameIsFree("slow");
        next.Path.ShouldBe(slow.Path);
        next.ShouldNotBe(slow);
    }

    /// <summary>A watcher may learn of an end a moment before the parent does, who then frees the name.</summary>
    private async Task<IActorRef> WhenNameIsFree(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return Sys.ActorOf<Echo>(name);
            }
            catch (InvalidActorNameException) when (!patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public void Cannot_be_made_by_its_constructor() => Should.Throw<ActorInitializationException>(() => new Echo());

    private sealed class SlowToStop(TaskCompletionSource stopping, TaskCompletionSource release) : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);

        protected override void PostStop()
        {
            stopping.SetResult();
            release.Task.Wait();
        }
    }
}
