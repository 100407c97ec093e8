using Akka.Actor;

namespace Akka.TestKit.Tests;

public class TestActorRefSpec : Xunit2.TestKit
{
    [Fact]
    public void Runs_the_actor_before_tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>("counter");

        counter.Tell(2);
        counter.Tell(3);

        counter.UnderlyingActor.Sum.ShouldBe(5);
        counter.Path.Name.ShouldBe("counter");
    }

    [Fact]
    public void Lets_the_test_see_what_the_actor_throws()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter());

        Should.Throw<InvalidOperationException>(() => counter.Receive("no number"));
        counter.Receive(1);
        counter.UnderlyingActor.Sum.ShouldBe(1);
    }

    [Fact]
    public void Answers_to_the_test_actor()
    {
        var counter = ActorOfAsTestActorRef<Counter>(Props.Create<Counter>());

        counter.Tell(4);
        counter.Receive("sum?", TestActor);
        ExpectMsgFrom(counter.Ref, 4);
        counter.Ref.Tell("sum?");
        ExpectMsgFrom(counter.Ref, 4);
    }

    [Fact]
    public void Compares_as_the_reference_that_it_stands_for()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        IActorRef asReference = counter;

        (counter == counter.Ref).ShouldBeTrue();
        (counter.Ref != counter).ShouldBeFalse();
        asReference.Equals(counter.Ref).ShouldBeTrue();
        counter.Ref.Equals(asReference).ShouldBeTrue();
        Watch(counter);
        Sys.Stop(counter);
        ExpectTerminated(counter.Ref);
    }

    [Fact]
    public void Can_have_a_parent()
    {
        var parent = ActorOfAsTestActorRef<Counter>("parent");

        ActorOfAsTestActorRef<Counter>(parent.Ref, "child").Path.Parent.ShouldBe(parent.Path);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<int>(number => Sum += number);
            Receive<string>(text => text == "sum?", _ => Sender.Tell(Sum, Self));
            ReceiveAny(message => throw new InvalidOperationException($"{message} is no number"));
        }

        public int Sum { get; private set; }
    }
}
