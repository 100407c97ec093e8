using Akka.Actor;

namespace Akka.TestKit.Tests;

public class WithinSpec : Xunit2.TestKit
{
    [Fact]
    public void Lends_its_time_to_the_expectations_inside()
    {
        Should.Throw<InvalidOperationException>(() => Remaining);
        Within(TimeSpan.FromSeconds(10), () =>
        {
            Remaining.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
            RemainingOrDefault.ShouldBeGreaterThan(TestKitSettings.SingleExpectDefault);
            Within(TimeSpan.FromSeconds(1), () => Remaining.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1)));
            Within(TimeSpan.FromSeconds(20), () => Remaining.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10)));
        });

        Failing.Message(() => Within(Failing.Soon, () => ExpectMsg<string>())).ShouldContain("String");
        Should.Throw<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public async Task Returns_what_the_action_returns()
    {
        Within(TimeSpan.FromSeconds(3), () => 5).ShouldBe(5);
        (await WithinAsync(TimeSpan.FromSeconds(3), () => Task.FromResult(6))).ShouldBe(6);
    }

    [Fact]
    public async Task Fails_when_the_action_takes_too_long()
    {
        Failing.Message(() => Within(TimeSpan.FromMilliseconds(1), () => AwaitCondition(Elapsed(30), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(5)))).ShouldNotBeEmpty();
        await Failing.MessageAsync(() => WithinAsync(Failing.Soon, () => new TaskCompletionSource().Task));
    }

    [Fact]
    public void Fails_when_the_action_ends_too_soon()
    {
        Failing.Message(() => Within(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), () => { }, "slowly")).ShouldContain("slowly");
        Within(TimeSpan.FromSeconds(1), () => Failing.Message(() => Within(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), () => { })));
    }

    [Fact]
    public void May_end_late_when_it_waited_for_silence()
    {
        Within(Failing.Soon, () => ExpectNoMsg());
        TestActor.Tell("still here");
        ExpectMsg("still here");
    }

    private static Func<bool> Elapsed(int milliseconds)
    {
        var end = Now + TimeSpan.FromMilliseconds(milliseconds);
        return () => Now >= end;
    }
}
