using Akka.Actor;
using Akka.Event;

namespace Akka.Tests.Event;

public sealed class EventStreamSpec : ActorSpec
{
    private interface IAnimal;

    private sealed record Cat(string Name) : IAnimal;

    private sealed record Dog(string Name) : IAnimal;

    [Fact]
    public async Task Publishes_to_those_who_subscribed_to_the_type_or_what_it_is()
    {
        var (cats, animals) = (new Probe(Sys), new Probe(Sys));
        Sys.EventStream.Subscribe(cats.Ref, typeof(Cat)).ShouldBeTrue();
        Sys.EventStream.Subscribe(cats.Ref, typeof(Cat)).ShouldBeFalse();
        Sys.EventStream.Subscribe<IAnimal>(animals.Ref).ShouldBeTrue();
        Sys.EventStream.Publish(new Dog("rex"));
        Sys.EventStream.Publish(new Cat("tom"));
        (await cats.Expect<Cat>()).Name.ShouldBe("tom");
        (await animals.Expect<Dog>()).Name.ShouldBe("rex");
        (await animals.Expect<Cat>()).Name.ShouldBe("tom");
    }

    [Fact]
    public async Task Publishes_nothing_after_unsubscribe()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(Cat));
        Sys.EventStream.Subscribe(probe.Ref, typeof(Dog));
        Sys.EventStream.Unsubscribe(probe.Ref, typeof(Cat)).ShouldBeTrue();
        Sys.EventStream.Publish(new Cat("tom"));
        Sys.EventStream.Publish(new Dog("rex"));
        await probe.Expect<Dog>();
        Sys.EventStream.Unsubscribe(probe.Ref).ShouldBeTrue();
        Sys.EventStream.Publish(new Dog("rex"));
        await probe.ExpectNothingYet();
    }

    [Fact]
    public async Task Unsubscribing_from_a_type_excepts_it_from_a_subscription_to_what_it_is()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(IAnimal));
        Sys.EventStream.Unsubscribe(probe.Ref, typeof(Cat)).ShouldBeTrue();
        Sys.EventStream.Publish(new Cat("tom"));
        Sys.EventStream.Publish(new Dog("rex"));
        await probe.Expect<Dog>();
    }

    [Fact]
    public async Task A_harmless_loss_is_no_plain_dead_letter()
    {
        var probe = new Probe(Sys);
        Sys.EventStream.Subscribe(probe.Ref, typeof(AllDeadLetters));
        Sys.DeadLetters.Tell(PoisonPill.Instance);
        (await probe.Expect<SuppressedDeadLetter>()).Message.ShouldBe(PoisonPill.Instance);
        Sys.DeadLetters.Tell("lost");
        (await probe.Expect<DeadLetter>()).Message.ShouldBe("lost");
    }
}
