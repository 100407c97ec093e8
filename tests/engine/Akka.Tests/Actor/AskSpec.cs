using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class AskSpec : ActorSpec
{
    private sealed class Answerer : ReceiveActor
    {
        public Answerer()
        {
            Receive<string>(text => text == "silence", _ => { });
            Receive<string>(text => text == "path", _ => Sender.Tell(Sender.Path.ToString()));
            Receive<Exception>(e => Sender.Tell(new Status.Failure(e)));
            ReceiveAny(message => Sender.Tell(message));
        }
    }

    private sealed class Middle : ReceiveActor
    {
        public Middle(IActorRef target) => ReceiveAny(message => target.Forward(message));
    }

    private readonly IActorRef _answerer;

    public AskSpec() => _answerer = Sys.ActorOf<Answerer>();

    [Fact]
    public async Task Fails_when_no_answer_comes_in_time() =>
        await Should.ThrowAsync<AskTimeoutException>(() => _answerer.Ask<string>("silence", TimeSpan.FromMilliseconds(30)));

    [Fact]
    public async Task Is_cancelled_by_its_token()
    {
        using var cancellation = new CancellationTokenSource();
        var answer = _answerer.Ask<string>("silence", cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<TaskCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_failure_as_the_answer_fails_the_task() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _answerer.Ask<string>(new InvalidOperationException("no"), Patience))).Message.ShouldBe("no");

    [Fact]
    public async Task A_failure_is_an_answer_to_one_who_asks_for_any_object() =>
        (await _answerer.Ask(new InvalidOperationException("no"), Patience)).ShouldBeOfType<Status.Failure>();

    [Fact]
    public async Task An_answer_of_another_type_fails_the_task() =>
        (await Should.ThrowAsync<ArgumentException>(() => _answerer.Ask<string>(5, Patience))).Message.ShouldContain("System.Int32");

    [Fact]
    public async Task The_answer_goes_through_a_forwarding_actor()
    {
        var middle = Sys.ActorOf(Props.Create(() => new Middle(_answerer)));
        (await middle.Ask<int>(7, Patience)).ShouldBe(7);
    }

    [Fact]
    public async Task The_asking_reference_has_a_path_that_can_be_answered_to()
    {
        var path = await _answerer.Ask<string>("path", Patience);
        path.ShouldStartWith("akka://spec/temp/");
    }

    [Fact]
    public async Task A_message_can_carry_the_reference_to_answer_to() =>
        (await _answerer.Ask<IActorRef>(self => self, Patience, CancellationToken.None)).Path.Parent.Name.ShouldBe("temp");

    [Fact]
    public async Task Piped_results_and_failures_reach_the_actor()
    {
        var probe = new Probe(Sys);
        await Task.FromResult(5).PipeTo(probe.Ref);
        (await probe.Expect<int>()).ShouldBe(5);
        await Task.FromResult(5).PipeTo(probe.Ref, success: number => $"number {number}");
        (await probe.Expect<string>()).ShouldBe("number 5");
        await Task.FromException<int>(new InvalidOperationException("no")).PipeTo(probe.Ref);
        (await probe.Expect<Status.Failure>()).Cause.Message.ShouldBe("no");
        await Task.FromException(new InvalidOperationException("no")).PipeTo(probe.Ref, failure: e => e.Message);
        (await probe.Expect<string>()).ShouldBe("no");
        await Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");
        (await probe.Expect<string>()).ShouldBe("done");
    }
}
