using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Actor;

public sealed class StashSpec : ActorSpec
{
    private sealed class Door : UntypedActorWithStash
    {
        private readonly IActorRef _reader;
        private bool _open;

        public Door(IActorRef reader) => _reader = reader;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case "one":
                    _open = true;
                    Stash.Unstash();
                    break;
                case "odd":
                    _open = true;
                    Stash.UnstashAll(envelope => envelope.Message is int number && number % 2 == 1);
                    break;
                case "twice":
                    Stash.Stash();
                    Stash.Stash();
                    break;
                case Exception e:
                    throw e;
                case "count":
                    Sender.Tell(Stash.Count);
                    break;
                default:
                    if (_open)
                        _reader.Tell(message, Sender);
                    else
                        Stash.Stash();
                    break;
            }
        }

        protected override void PostRestart(Exception reason) => _reader.Tell(reason.GetType().Name);
    }

    private readonly Probe _probe;
    private readonly IActorRef _door;

    public StashSpec()
    {
        _probe = new Probe(Sys);
        var reader = _probe.Ref;
        _door = Sys.ActorOf(Props.Create(() => new Door(reader)).WithStashCapacity(10));
    }

    private async Task ExpectNumbers(params int[] numbers)
    {
        foreach (var number in numbers)
            (await _probe.Expect<int>()).ShouldBe(number);
    }

    [Fact]
    public async Task Unstashed_messages_come_in_their_order_before_later_ones()
    {
        for (var i = 1; i <= 3; i++)
            _door.Tell(i);
        _door.Tell("open");
        _door.Tell(4);
        await ExpectNumbers(1, 2, 3, 4);
    }

    [Fact]
    public async Task Unstash_takes_the_oldest()
    {
        for (var i = 1; i <= 3; i++)
            _door.Tell(i);
        _door.Tell("one");
        await ExpectNumbers(1);
        (await _door.Ask<int>("count", Patience)).ShouldBe(2);
    }

    [Fact]
    public async Task Unstash_by_predicate_drops_the_others()
    {
        for (var i = 1; i <= 5; i++)
            _door.Tell(i);
        _door.Tell("odd");
        await ExpectNumbers(1, 3, 5);
        (await _door.Ask<int>("count", Patience)).ShouldBe(0);
    }

    [Fact]
    public async Task Refuses_to_stash_one_message_twice()
    {
        _door.Tell("twice");
        (await _probe.Expect<string>()).ShouldBe(nameof(IllegalActorStateException));
    }

    [Fact]
    public async Task Refuses_more_than_its_capacity()
    {
        for (var i = 0; i < 11; i++)
            _door.Tell(i);
        (await _probe.Expect<string>()).ShouldBe(nameof(StashOverflowException));
        _door.Tell("open");
        await ExpectNumbers(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    [Fact]
    public async Task A_restart_gives_stashed_messages_to_the_next_incarnation()
    {
        _door.Tell(1);
        _door.Tell(2);
        _door.Tell(new InvalidOperationException());
        _door.Tell("open");
        (await _probe.Expect<string>()).ShouldBe(nameof(InvalidOperationException));
        await ExpectNumbers(1, 2);
    }

    [Fact]
    public async Task A_stop_gives_stashed_messages_to_dead_letters()
    {
        var dead = new Probe(Sys);
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        _door.Tell(42);
        (await _door.Ask<int>("count", Patience)).ShouldBe(1);
        Sys.Stop(_door);
        (await dead.Expect<DeadLetter>()).Message.ShouldBe(42);
    }
}
