using Akka.Actor;

namespace Akka.TestKit.Tests;

public class ExpectMsgSpec : Xunit2.TestKit
{
    [Fact]
    public void Takes_messages_in_order_with_their_senders()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("one", probe.Ref);
        TestActor.Tell(2, probe.Ref);

        ExpectMsg<string>().ShouldBe("one");
        LastMessage.ShouldBe("one");
        LastSender.ShouldBe(probe.Ref);
        ExpectMsg(2).ShouldBe(2);
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void Tells_as_the_test_actor()
    {
        var probe = CreateTestProbe();

        probe.Ref.Tell("hello");

        probe.ExpectMsg("hello");
        probe.Sender.ShouldBe(TestActor);
    }

    [Fact]
    public async Task Tells_as_the_test_actor_behind_an_await()
    {
        var probe = CreateTestProbe();
        TestActor.Tell("first");
        await ExpectMsgAsync("first");
        await Task.Yield();

        probe.Ref.Tell("hello");

        await probe.ExpectMsgAsync("hello");
        probe.Sender.ShouldBe(TestActor);
    }

    [Fact]
    public void Checks_messages_by_value_predicate_comparer_and_assertion()
    {
        for (var i = 1; i <= 6; i++)
            TestActor.Tell(i);
        TestActor.Tell(new[] { 1, 2 });

        ExpectMsg(1);
        ExpectMsg<int>(number => number == 2);
        ExpectMsg<int>((number, sender) => number == 3 && sender.Equals(TestActor));
        ExpectMsg<int>(number => { number.ShouldBe(4); });
        ExpectMsg<int>((number, sender) => { sender.ShouldBe(TestActor); });
        ExpectMsg(26, (expected, actual) => expected % 10 == actual);
        ExpectMsg<int[]>([1, 2]);
    }

    [Fact]
    public async Task Checks_messages_the_same_way_asynchronously()
    {
        for (var i = 1; i <= 6; i++)
            TestActor.Tell(i);

        await ExpectMsgAsync(1);
        await ExpectMsgAsync<int>(number => number == 2);
        await ExpectMsgAsync<int>((number, sender) => number == 3 && sender.Equals(TestActor));
        await ExpectMsgAsync<int>(number => { number.ShouldBe(4); });
        await ExpectMsgAsync<int>((number, sender) => { sender.ShouldBe(TestActor); });
        await ExpectMsgAsync(26, (expected, actual) => expected % 10 == actual);
    }

    [Fact]
    public void Waits_for_a_message_that_comes_later()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(30), TestActor, "late", ActorRefs.NoSender);

        ExpectMsg("late");
    }

    [Fact]
    public void Fails_with_what_came_instead()
    {
        TestActor.Tell("oranges");
        var otherType = Failing.Message(() => ExpectMsg<int>(hint: "apples?"));
        otherType.ShouldContain("Int32");
        otherType.ShouldContain("oranges");
        otherType.ShouldContain("apples?");

        TestActor.Tell("oranges");
        var otherValue = Failing.Message(() => ExpectMsg("apples"));
        otherValue.ShouldContain("apples");
        otherValue.ShouldContain("oranges");

        TestActor.Tell(5);
        Failing.Message(() => ExpectMsg<int>(number => number > 5, hint: "more")).ShouldContain("more");
        TestActor.Tell(5);
        Failing.Message(() => ExpectMsg(6, (_, _) => false)).ShouldContain("5");
    }

    [Fact]
    public void Shows_only_the_start_of_long_messages()
    {
        TestActor.Tell(Enumerable.Range(1, 1_000_000).ToArray());

        Failing.Message(() => ExpectMsg<string>()).Length.ShouldBeLessThan(2000);
    }

    [Fact]
    public async Task Fails_with_what_came_instead_asynchronously()
    {
        TestActor.Tell("oranges");
        (await Failing.MessageAsync(async () => await ExpectMsgAsync<int>())).ShouldContain("oranges");
        (await Failing.MessageAsync(async () => await ExpectMsgAsync<int>(Failing.Soon, "nothing"))).ShouldContain("nothing");
    }

    [Fact]
    public void Fails_when_nothing_comes_and_says_what_was_missing()
    {
        var message = Failing.Message(() => ExpectMsg<TimeSpan>(Failing.Soon, "of all things"));

        message.ShouldContain("TimeSpan");
        message.ShouldContain("of all things");
        LastMessage.ShouldBeNull();
        Should.Throw<Exception>(() => LastSender);
    }

    [Fact]
    public async Task Stops_waiting_when_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = ExpectMsgAsync<string>(TimeSpan.FromMinutes(1), cancellationToken: cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    [Fact]
    public async Task Checks_the_sender()
    {
        var probe = CreateTestProbe();
        for (var i = 1; i <= 9; i++)
            TestActor.Tell(i, probe.Ref);

        ExpectMsgFrom<int>(probe.Ref);
        ExpectMsgFrom(probe.Ref, 2);
        ExpectMsgFrom<int>(probe.Ref, number => number == 3);
        ExpectMsgFrom<int>(sender => sender.Equals(probe.Ref), number => number == 4);
        ExpectMsgFrom<int>(probe.Ref, number => { number.ShouldBe(5); });
        ExpectMsgFrom<int>(sender => { sender.ShouldBe(probe.Ref); }, number => { number.ShouldBe(6); });
        await ExpectMsgFromAsync(probe.Ref, 7);
        Failing.Message(() => ExpectMsgFrom<int>(TestActor)).ShouldContain("8");
        (await Failing.MessageAsync(async () => await ExpectMsgFromAsync(TestActor, 9))).ShouldContain("9");
    }

    [Fact]
    public async Task Expects_any_or_all_of_several()
    {
        foreach (var number in new[] { 2, 1, 3, 4, 6, 5, 7, 8 })
            TestActor.Tell(number);

        ExpectMsgAnyOf([1, 2]).ShouldBe(2);
        ExpectMsgAllOf(3, 1).ShouldBe([1, 3]);
        (await ExpectMsgAnyOfAsync([3, 4])).ShouldBe(4);
        var all = new List<int>();
        await foreach (var number in ExpectMsgAllOfAsync<int>([5, 6]))
            all.Add(number);
        all.ShouldBe([6, 5]);
        Failing.Message(() => ExpectMsgAnyOf([1, 2])).ShouldContain("7");
        TestActor.Tell(9);
        var message = Failing.Message(() => ExpectMsgAllOf(TimeSpan.FromSeconds(3), 8, 10));
        message.ShouldContain("10");
        message.ShouldContain("9");
    }

    [Fact]
    public void Expects_matches_of_several_predicates()
    {
        TestActor.Tell("b");
        TestActor.Tell(1);

        ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(number => number == 1), PredicateInfo.Create<string>(text => text == "b")).Count.ShouldBe(2);

        TestActor.Tell("c");
        Failing.Message(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(_ => true))).ShouldContain("c");
    }

    [Fact]
    public async Task Expects_silence()
    {
        ExpectNoMsg(Failing.Soon);
        ExpectNoMsg(20);
        await ExpectNoMsgAsync(Failing.Soon);

        TestActor.Tell("noise");
        Failing.Message(() => ExpectNoMsg(TimeSpan.FromSeconds(3))).ShouldContain("noise");
        TestActor.Tell("more noise");
        (await Failing.MessageAsync(async () => await ExpectNoMsgAsync(TimeSpan.FromSeconds(3)))).ShouldContain("more noise");
    }

    [Fact]
    public async Task Expects_the_end_of_a_watched_actor()
    {
        var first = Watch(Sys.ActorOf(TestActors.BlackHoleActor.Props));
        var second = await WatchAsync(Sys.ActorOf(TestActors.BlackHoleActor.Props));
        var third = Watch(Sys.ActorOf(TestActors.BlackHoleActor.Props));
        var unwatched = Unwatch(Watch(Sys.ActorOf(TestActors.BlackHoleActor.Props)));

        Sys.Stop(first);
        ExpectTerminated(first).ActorRef.ShouldBe(first);
        Sys.Stop(second);
        await ExpectTerminatedAsync(second);
        Sys.Stop(unwatched);
        Sys.Stop(third);
        Failing.Message(() => ExpectTerminated(first)).ShouldContain(third.Path.Name);
    }
}
