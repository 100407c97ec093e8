using System.Collections;
using Akka.Actor;

namespace Akka.TestKit.Tests;

public class ReceiveSpec : Xunit2.TestKit
{
    [Fact]
    public async Task Takes_and_looks_at_single_messages()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        TestActor.Tell("c");

        PeekOne().ShouldBe("a");
        ReceiveOne().ShouldBe("a");
        (await PeekOneAsync()).ShouldBe("b");
        TryReceiveOne(out var envelope).ShouldBeTrue();
        envelope.Message.ShouldBe("b");
        envelope.Sender.ShouldBe(TestActor);
        (await ReceiveOneAsync()).ShouldBe("c");
        ReceiveOne(Failing.Soon).ShouldBeNull();
        TryReceiveOne(out _, TimeSpan.Zero).ShouldBeFalse();
        (await TryReceiveOneAsync(TimeSpan.Zero)).Item1.ShouldBeFalse();
        TryPeekOne(out _, TimeSpan.Zero, CancellationToken.None).ShouldBeFalse();
    }

    [Fact]
    public async Task Takes_a_number_of_messages()
    {
        for (var i = 0; i < 6; i++)
            TestActor.Tell(i);

        ReceiveN(2).ShouldBe([0, 1]);
        var more = new List<object>();
        await foreach (var message in ReceiveNAsync(2, TimeSpan.FromSeconds(3)))
            more.Add(message);
        more.ShouldBe([2, 3]);
        Failing.Message(() => ReceiveN(3, Failing.Soon)).ShouldContain("5");
    }

    [Fact]
    public void Takes_messages_while_they_map_to_something_and_leaves_the_next()
    {
        foreach (var message in new object[] { "a", "b", 3, "d" })
            TestActor.Tell(message);

        ReceiveWhile(message => message as string, TimeSpan.FromSeconds(3)).ShouldBe(["a", "b"]);
        LastMessage.ShouldBe("b");
        ExpectMsg(3);
        ReceiveWhile<string>(TimeSpan.FromSeconds(3), Failing.Soon, message => (string)message).ShouldBe(["d"]);
    }

    [Fact]
    public async Task Takes_messages_of_a_type_while_they_meet_a_predicate()
    {
        foreach (var message in new object[] { "a", 1, "b", "stop", "c", 2, "d" })
            TestActor.Tell(message);

        ReceiveWhile<string>(text => text != "stop", TimeSpan.FromSeconds(3)).ShouldBe(["a", "b"]);
        ExpectMsg("stop");
        ReceiveWhile<string>(_ => true, TimeSpan.FromSeconds(3), shouldIgnoreOtherMessageTypes: false).ShouldBe(["c"]);
        ExpectMsg(2);
        var left = new List<string>();
        await foreach (var text in ReceiveWhileAsync<string>(_ => true, TimeSpan.FromSeconds(3), msgs: 1))
            left.Add(text);
        left.ShouldBe(["d"]);
    }

    [Fact]
    public async Task Fishes_for_messages()
    {
        for (var i = 0; i < 10; i++)
            TestActor.Tell(i);
        var dropped = new ArrayList();

        FishForMessage<int>(number => number == 2).ShouldBe(2);
        FishForMessage<int>(number => number == 5, dropped).ShouldBe(5);
        dropped.Cast<int>().ShouldBe([3, 4]);
        FishForMessage(message => message is 6).ShouldBe(6);
        (await FishForMessageAsync<int>(number => number == 8)).ShouldBe(8);
        Failing.Message(() => FishForMessage<int>(number => number > 100, Failing.Soon, "big fish")).ShouldContain("big fish");
        TestActor.Tell("end");
        await FishUntilMessageAsync<string>();
        HasMessages.ShouldBeFalse();
    }

    [Fact]
    public async Task Waits_for_silence()
    {
        TestActor.Tell(1);
        TestActor.Tell(2);

        (await WaitForRadioSilenceAsync(Failing.Soon)).Cast<int>().ShouldBe([1, 2]);

        TestActor.Tell(1);
        TestActor.Tell(2);
        await Failing.MessageAsync(() => WaitForRadioSilenceAsync(Failing.Soon, maxMessages: 1));
    }

    [Fact]
    public void Ignores_messages_on_demand()
    {
        IgnoreMessages<int>(number => number > 5);
        TestActor.Tell(6);
        TestActor.Tell(5);
        ExpectMsg(5);

        IgnoreMessages(message => message is string);
        TestActor.Tell("x");
        TestActor.Tell(6);
        ExpectMsg(6);

        IgnoreMessages<int>();
        TestActor.Tell(7);
        TestActor.Tell("y");
        ExpectMsg("y");

        IgnoreNoMessages();
        TestActor.Tell(8);
        ExpectMsg(8);
    }
}
