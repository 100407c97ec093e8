using Akka.Actor;

namespace Akka.TestKit.Tests;

public class TestProbeSpec : Xunit2.TestKit
{
    [Fact]
    public void Sends_replies_and_forwards()
    {
        var client = CreateTestProbe();
        var server = CreateTestProbe("server");
        server.Ref.Path.Name.ShouldBe("server");

        client.Send(server.Ref, "question");
        server.ExpectMsg("question");
        server.Reply("answer");
        client.ExpectMsg("answer");
        client.Sender.ShouldBe(server.Ref);

        client.Forward(TestActor);
        ExpectMsgFrom(server.Ref, "answer");
        client.Forward(TestActor, "another");
        ExpectMsgFrom(server.Ref, "another");
    }

    [Fact]
    public void Stands_for_an_actor_reference()
    {
        var probe = CreateTestProbe();
        IActorRef asReference = probe;

        asReference.Tell("hello", TestActor);
        probe.ExpectMsg("hello");
        asReference.Path.ShouldBe(probe.Ref.Path);
        asReference.Equals(probe.Ref).ShouldBeTrue();
        probe.Ref.Equals(asReference).ShouldBeTrue();
        asReference.GetHashCode().ShouldBe(probe.Ref.GetHashCode());
        asReference.ToString().ShouldBe(probe.Ref.ToString());
    }

    [Fact]
    public void Can_be_watched_and_can_watch()
    {
        var probe = CreateTestProbe();
        Watch(probe);
        var watched = ActorOf(TestActors.BlackHoleActor.Props);
        probe.Watch(watched);

        Sys.Stop(watched);
        probe.ExpectTerminated(watched);
        Sys.Stop(probe.Ref);
        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void Leaves_the_senders_of_the_test_alone()
    {
        CreateTestProbe().Send(TestActor, "x");
        TestActor.Tell("y");

        ExpectMsg("x");
        ExpectMsg("y");
        LastSender.ShouldBe(TestActor);
    }

    [Fact]
    public void Answers_by_auto_pilot()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"echo {message}", ActorRefs.NoSender);
            return message is "stop" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));

        foreach (var message in new[] { "a", "stop", "b" })
            probe.Ref.Tell(message);

        ExpectMsg("echo a");
        ExpectMsg("echo stop");
        ExpectNoMsg(Failing.Soon);
        probe.ExpectMsgAllOf("a", "stop", "b");
    }

    [Fact]
    public void Follows_the_pilot_that_the_last_one_names()
    {
        AutoPilot second = new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("second", ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        });
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("first", ActorRefs.NoSender);
            return second;
        }));

        for (var i = 0; i < 3; i++)
            probe.Ref.Tell(i);

        ReceiveN(3).ShouldBe(["first", "second", "second"]);
    }

    [Fact]
    public async Task Makes_children_with_strategies_of_their_own()
    {
        var stopped = ChildActorOf(Props.Create<Failure>(), "stopped", SupervisorStrategy.StoppingStrategy);
        var restarted = await ChildActorOfAsync(Props.Create<Failure>(), "restarted");
        Watch(stopped);
        stopped.Path.Parent.ShouldBe(TestActor.Path);

        EventFilter.Exception<InvalidOperationException>().Expect(2, () =>
        {
            stopped.Tell("fail");
            restarted.Tell("fail");
        });

        ExpectTerminated(stopped);
        restarted.Tell("still there?");
        ExpectMsg("still there?");
    }

    private sealed class Failure : ReceiveActor
    {
        public Failure()
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as told"));
            ReceiveAny(message => Sender.Tell(message, Self));
        }
    }
}
