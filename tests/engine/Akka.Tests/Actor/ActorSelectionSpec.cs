using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class ActorSelectionSpec : ActorSpec
{
    private sealed class Node : ReceiveActor
    {
        public Node()
        {
            Receive<Add>(add => Sender.Tell(Context.ActorOf(Props.Create<Node>(), add.Name)));
            Receive<Select>(select => Context.ActorSelection(select.Path).Tell("here?", Sender));
            ReceiveAny(_ => Sender.Tell(Self.Path.Name));
        }
    }

    private sealed record Add(string Name);

    private sealed record Select(string Path);

    private readonly IActorRef _a;
    private readonly IActorRef _b1;
    private readonly Probe _probe;

    public ActorSelectionSpec()
    {
        _probe = new Probe(Sys);
        _a = Sys.ActorOf<Node>("a");
        _b1 = _a.Ask<IActorRef>(new Add("b1"), Patience).Result;
        _ = _a.Ask<IActorRef>(new Add("b2"), Patience).Result;
        _ = _b1.Ask<IActorRef>(new Add("c"), Patience).Result;
    }

    private async Task ExpectAnswers(string selection, params string[] names)
    {
        Sys.ActorSelection(selection).Tell("here?", _probe.Ref);
        var answers = new List<string>();
        for (var i = 0; i < names.Length; i++)
            answers.Add(await _probe.Expect<string>());
        answers.Order().ShouldBe(names.Order());
        await _probe.ExpectNothingYet();
    }

    [Theory]
    [InlineData("/user/a", "a")]
    [InlineData("akka://spec/user/a/b1", "b1")]
    [InlineData("user/a/b2", "b2")]
    [InlineData("/user/a/*", "b1", "b2")]
    [InlineData("/user/a/b?", "b1", "b2")]
    [InlineData("/user/a/*/c", "c")]
    [InlineData("/user/a/b1/../b2", "b2")]
    [InlineData("/user/a/**", "b1", "b2", "c")]
    public Task Reaches_every_actor_that_fits(string selection, params string[] names) => ExpectAnswers(selection, names);

    [Theory]
    [InlineData("b1/c", "c")]
    [InlineData("../a/b2", "b2")]
    public async Task A_relative_path_begins_at_the_actor(string path, string name)
    {
        _a.Tell(new Select(path), _probe.Ref);
        (await _probe.Expect<string>()).ShouldBe(name);
    }

    [Fact]
    public async Task Resolves_to_the_one_actor() => (await Sys.ActorSelection("/user/a/b1").ResolveOne(Patience)).ShouldBe(_b1);

    [Fact]
    public async Task Does_not_resolve_where_nobody_is() =>
        await Should.ThrowAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/a/nobody").ResolveOne(Patience));

    [Fact]
    public async Task Identify_gives_the_reference_or_null()
    {
        var found = await _b1.Ask<ActorIdentity>(new Identify(1), Patience);
        found.MessageId.ShouldBe(1);
        found.Subject.ShouldBe(_b1);
        (await Sys.ActorSelection("/user/nobody/at/all").Ask<ActorIdentity>(new Identify(2), Patience)).Subject.ShouldBeNull();
    }

    [Fact]
    public async Task A_message_to_nobody_is_a_dead_letter()
    {
        var dead = new Probe(Sys);
        Sys.EventStream.Subscribe(dead.Ref, typeof(Akka.Event.DeadLetter));
        Sys.ActorSelection("/user/nobody").Tell("lost");
        var letter = await dead.Expect<Akka.Event.DeadLetter>();
        letter.Message.ShouldBe("lost");
        letter.Recipient.Path.ToStringWithoutAddress().ShouldBe("/user/nobody");
    }
}
