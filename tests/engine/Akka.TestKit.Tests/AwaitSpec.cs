using Akka.Actor;

namespace Akka.TestKit.Tests;

public class AwaitSpec : Xunit2.TestKit
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(5);
    private int _calls;

    [Fact]
    public async Task Repeats_an_assertion_until_it_holds()
    {
        AwaitAssert(() => Third().ShouldBeTrue(), TimeSpan.FromSeconds(3), Often);
        _calls.ShouldBe(3);
        _calls = 0;
        await AwaitAssertAsync(() => Third().ShouldBeTrue(), TimeSpan.FromSeconds(3), Often);
        _calls = 0;
        await AwaitAssertAsync(() => Task.FromResult(Third().ShouldBeTrueOrThrow()), TimeSpan.FromSeconds(3), Often);
        _calls.ShouldBe(3);
    }

    [Fact]
    public async Task Throws_what_the_assertion_threw_last()
    {
        Should.Throw<InvalidOperationException>(() => AwaitAssert(() => throw new InvalidOperationException($"call {++_calls}"), Failing.Soon, Often)).Message.ShouldBe($"call {_calls}");
        await Should.ThrowAsync<InvalidOperationException>(() => AwaitAssertAsync(() => throw new InvalidOperationException("no"), Failing.Soon, Often));
        _calls.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Waits_for_a_condition()
    {
        AwaitCondition(Third, TimeSpan.FromSeconds(3), Often);
        _calls = 0;
        await AwaitConditionAsync(Third, TimeSpan.FromSeconds(3), Often);
        _calls = 0;
        await AwaitConditionAsync(() => Task.FromResult(Third()), TimeSpan.FromSeconds(3), Often);
        AwaitConditionNoThrow(() => true, TimeSpan.Zero).ShouldBeTrue();
        AwaitConditionNoThrow(() => false, Failing.Soon, Often).ShouldBeFalse();
        (await AwaitConditionNoThrowAsync(() => false, Failing.Soon, Often)).ShouldBeFalse();
    }

    [Fact]
    public async Task Fails_when_the_condition_does_not_hold_in_time()
    {
        Failing.Message(() => AwaitCondition(() => false, Failing.Soon, Often, "the moon")).ShouldContain("the moon");
        (await Failing.MessageAsync(() => AwaitConditionAsync(() => Task.FromResult(false), Failing.Soon, "the sun"))).ShouldContain("the sun");
    }

    [Fact]
    public void Keeps_the_test_actor_the_sender_inside_assertions()
    {
        var probe = CreateTestProbe();
        AwaitAssert(() =>
        {
            probe.Ref.Tell("ping");
            probe.ExpectMsg("ping");
            probe.Sender.ShouldBe(TestActor);
        });
    }

    private bool Third() => ++_calls % 3 == 0;
}

internal static class Assertions
{
    internal static bool ShouldBeTrueOrThrow(this bool value)
    {
        value.ShouldBeTrue();
        return value;
    }
}
