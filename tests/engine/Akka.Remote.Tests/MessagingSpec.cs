using Akka.Actor;
using Akka.Event;

namespace Akka.Remote.Tests;

public sealed class MessagingSpec : RemoteSpec
{
    [Fact]
    public async Task Sends_a_message_and_its_answer_between_systems()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        var echo = await Resolve(a, b, "/user/echo");

        (await echo.Ask<string>("hello", Patience)).ShouldBe("hello");
        (await echo.Ask<int>(42, Patience)).ShouldBe(42);
        (await echo.Ask<long>(-1L, Patience)).ShouldBe(-1L);
    }

    [Fact]
    public async Task Keeps_the_order_of_one_sender()
    {
        const int Count = 20_000;
        var (a, b) = (Start("a"), Start("b"));
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");

        for (var i = 0; i < Count; i++) sink.Tell(i);

        for (var i = 0; i < Count; i++) (await probe.Expect<int>()).ShouldBe(i);
    }

    [Fact]
    public async Task Names_the_sender_so_that_it_can_be_answered_and_compared()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "echo");
        var probe = new Probe(a);
        var echo = await Resolve(a, b, "/user/echo");

        echo.Tell(probe.Ref, probe.Ref);

        (await probe.Fish<IActorRef>()).ShouldBe(probe.Ref);
    }

    [Fact]
    public async Task Answers_Identify_of_an_actor_that_does_not_exist()
    {
        var (a, b) = (Start("a"), Start("b"));
        var probe = new Probe(a);

        a.ActorSelection(PathOf(b, "/user/nobody")).Tell(new Identify("who"), probe.Ref);

        var identity = await probe.Expect<ActorIdentity>();
        identity.MessageId.ShouldBe("who");
        identity.Subject.IsNobody().ShouldBeTrue();
    }

    [Fact]
    public async Task Selects_children_of_another_system_by_pattern()
    {
        var (a, b) = (Start("a"), Start("b"));
        StartEcho(b, "one");
        StartEcho(b, "two");
        var probe = new Probe(a);

        a.ActorSelection(PathOf(b, "/user/*")).Tell("hello", probe.Ref);

        await probe.Expect<string>();
        await probe.Expect<string>();
    }

    [Fact]
    public async Task Drops_a_message_larger_than_a_frame_and_delivers_the_next()
    {
        var (a, b) = (Start("a"), Start("b"));
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");

        sink.Tell(new string('x', 200_000));
        sink.Tell("small");

        (await probe.Expect<string>()).ShouldBe("small");
    }

    [Fact]
    public async Task Sends_large_messages_within_the_frame_size()
    {
        const string Large = "akka.remote.dot-netty.tcp { maximum-frame-size = 4MB, send-buffer-size = 4MB, receive-buffer-size = 4MB }";
        var (a, b) = (Start("a", Large), Start("b", Large));
        var probe = new Probe(b, "sink");
        var sink = await Resolve(a, b, "/user/sink");

        sink.Tell(new string('x', 3_000_000));

        (await probe.Expect<string>()).Length.ShouldBe(3_000_000);
    }

    [Fact]
    public async Task Messages_to_a_system_that_does_not_answer_become_dead_letters()
    {
        var a = Start("a");
        var probe = new Probe(a);
        a.EventStream.Subscribe(probe.Ref, typeof(DeadLetter));
        var nobody = ((ExtendedActorSystem)a).Provider.ResolveActorRef("akka.tcp://b@127.0.0.1:1/user/nobody");

        nobody.Tell("lost");

        (await probe.Fish<DeadLetter>(d => d.Message is "lost")).Recipient.Path.ShouldBe(nobody.Path);
    }

    [Fact]
    public async Task Reaches_a_system_that_was_restarted_at_the_same_address()
    {
        var (a, b) = (Start("a"), Start("b"));
        var port = AddressOf(b).Port!.Value;
        StartEcho(b, "echo");
        await Resolve(a, b, "/user/echo");
        await b.Terminate().WaitAsync(Patience);

        var again = Start("b", port: port);
        StartEcho(again, "echo");

        var answer = await Eventually(() => a.ActorSelection(PathOf(again, "/user/echo")).Ask<string>("hello", TimeSpan.FromMilliseconds(200)));
        answer.ShouldBe("hello");
    }
}
