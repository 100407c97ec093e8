using Akka.Actor;

namespace Akka.Tests.Actor;

public sealed class PropsSpec : ActorSpec
{
    private sealed class Named : ReceiveActor
    {
        public Named()
            : this("nobody", 0)
        {
        }

        public Named(string name, int number) => ReceiveAny(_ => Sender.Tell($"{name} {number}"));
    }

    private sealed class Producer(string name) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Named);

        public ActorBase Produce() => new Named(name, 3);

        public void Release(ActorBase actor)
        {
        }
    }

    private Task<string> AnswerOf(Props props) => Sys.ActorOf(props).Ask<string>("who", Patience);

    [Fact]
    public async Task Take_constructor_arguments_in_every_way()
    {
        var name = "ann";
        (await AnswerOf(Props.Create<Named>())).ShouldBe("nobody 0");
        (await AnswerOf(Props.Create<Named>(name, 1))).ShouldBe("ann 1");
        (await AnswerOf(Props.Create(() => new Named(name, name.Length)))).ShouldBe("ann 3");
        var type = typeof(Named);
        (await AnswerOf(Props.Create(type, name, 2))).ShouldBe("ann 2");
        (await AnswerOf(Props.CreateBy(new Producer("bob")))).ShouldBe("bob 3");
        (await AnswerOf(Props.CreateBy<Producer>("eve"))).ShouldBe("eve 3");
    }

    [Fact]
    public void Expressions_are_constructor_calls_only()
    {
        var made = default(Named);
        Should.Throw<ArgumentException>(() => Props.Create(() => made!));
    }

    [Fact]
    public void Changes_make_a_copy()
    {
        var props = Props.Create<Named>();
        var changed = props.WithDispatcher("some.dispatcher").WithMailbox("some.mailbox").WithSupervisorStrategy(SupervisorStrategy.StoppingStrategy);
        changed.Dispatcher.ShouldBe("some.dispatcher");
        changed.Mailbox.ShouldBe("some.mailbox");
        changed.SupervisorStrategy.ShouldBe(SupervisorStrategy.StoppingStrategy);
        props.Dispatcher.ShouldNotBe("some.dispatcher");
        changed.Type.ShouldBe(typeof(Named));
    }
}
