using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actor;

public sealed class ReceiveActorSpec : ActorSpec
{
    private sealed class Sorter : ReceiveActor
    {
        public Sorter()
        {
            Receive<int>(number => Sender.Tell($"small {number}"), number => number < 10);
            Receive<int>(number => number < 20, number => Sender.Tell($"medium {number}"));
            Receive<int>(number =>
            {
                if (number >= 100)
                    return false;
                Sender.Tell($"large {number}");
                return true;
            });
            var runtimeType = typeof(string);
            Receive(runtimeType, text => Sender.Tell($"text {text}"));
            Receive<IEnumerable<int>>(numbers => Sender.Tell($"list of {numbers.Count()}"));
        }
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody() => Happy();

        private void Happy()
        {
            Receive<string>(text => text == "annoy", _ => BecomeStacked(Angry));
            Receive<string>(text => text == "shock", _ => Become(Silent));
            ReceiveAny(message => Sender.Tell($"happy {message}"));
        }

        private void Angry()
        {
            Receive<string>(text => text == "calm", _ => UnbecomeStacked());
            ReceiveAny(message => Sender.Tell($"angry {message}"));
        }

        private void Silent() => Receive<string>(text => text == "speak", text => Sender.Tell(text));
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate()
        {
            ReceiveAny(message =>
            {
                try
                {
                    Receive<int>(_ => { });
                }
                catch (InvalidOperationException e)
                {
                    Sender.Tell(e.Message);
                }
            });
        }
    }

    private sealed class AfterAny : ReceiveActor
    {
        public AfterAny(IActorRef reader)
        {
            ReceiveAny(_ => { });
            try
            {
                Receive<int>(_ => { });
            }
            catch (InvalidOperationException e)
            {
                reader.Tell(e.Message);
            }
        }
    }

    [Theory]
    [InlineData(5, "small 5")]
    [InlineData(15, "medium 15")]
    [InlineData(50, "large 50")]
    [InlineData("word", "text word")]
    public async Task The_first_fitting_handler_takes_the_message(object message, string answer) =>
        (await Sys.ActorOf<Sorter>().Ask<string>(message, Patience)).ShouldBe(answer);

    [Fact]
    public async Task Handles_by_base_type_and_interface() => (await Sys.ActorOf<Sorter>().Ask<string>(new List<int> { 1, 2 }, Patience)).ShouldBe("list of 2");

    [Fact]
    public async Task What_no_handler_takes_is_published_as_unhandled()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(UnhandledMessage));
        var sorter = Sys.ActorOf<Sorter>();
        sorter.Tell(1000);
        var unhandled = await probe.Expect<UnhandledMessage>();
        unhandled.Message.ShouldBe(1000);
        unhandled.Recipient.ShouldBe(sorter);
    }

    [Fact]
    public async Task Become_replaces_and_stacked_behaviours_return()
    {
        var moody = Sys.ActorOf<Moody>();
        (await moody.Ask<string>("a", Patience)).ShouldBe("happy a");
        moody.Tell("annoy");
        (await moody.Ask<string>("b", Patience)).ShouldBe("angry b");
        moody.Tell("calm");
        (await moody.Ask<string>("c", Patience)).ShouldBe("happy c");
        moody.Tell("shock");
        (await moody.Ask<string>("speak", Patience)).ShouldBe("speak");
    }

    [Fact]
    public async Task Handlers_are_registered_in_the_constructor_or_in_become_only() =>
        (await Sys.ActorOf<TooLate>().Ask<string>("now", Patience)).ShouldContain("Become");

    [Fact]
    public async Task No_handler_comes_after_one_for_everything()
    {
        var probe = new Probe(Sys);
        Sys.ActorOf(Props.Create(() => new AfterAny(probe.Ref)));
        (await probe.Expect<string>()).ShouldContain("catches all");
    }
}
