using Akka.TestKit.Extensions;

namespace Akka.TestKit.Tests;

public class SynchronizationSpec : Xunit2.TestKit
{
    [Fact]
    public async Task Opens_a_latch_after_its_counts()
    {
        var latch = CreateTestLatch(2);
        latch.IsOpen.ShouldBeFalse();
        Should.Throw<TimeoutException>(() => latch.Ready(Failing.Soon));
        latch.CountDown();
        latch.IsOpen.ShouldBeFalse();

        await Task.WhenAll(Task.Run(latch.CountDown), Task.Run(() => latch.Ready()));

        latch.IsOpen.ShouldBeTrue();
        latch.Reset();
        latch.IsOpen.ShouldBeFalse();
        latch.Open();
        latch.Ready(TimeSpan.Zero);
        Should.Throw<ArgumentException>(() => latch.Ready(Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task Holds_threads_at_a_barrier_until_all_have_come()
    {
        var barrier = CreateTestBarrier(2);
        for (var round = 0; round < 2; round++)
            await Task.WhenAll(Task.Run(barrier.Await), Task.Run(barrier.Await));

        Should.Throw<TimeoutException>(() => barrier.Await(Failing.Soon));
        barrier.Reset();
        await Task.WhenAll(Task.Run(barrier.Await), Task.Run(barrier.Await));
    }

    [Fact]
    public async Task Bounds_how_long_a_task_may_take()
    {
        var never = new TaskCompletionSource<int>().Task;

        (await Task.FromResult(5).ShouldCompleteWithin(Failing.Soon)).ShouldBe(5);
        await Task.CompletedTask.ShouldCompleteWithin(Failing.Soon);
        (await Task.FromResult(6).WithTimeout(Failing.Soon)).ShouldBe(6);
        (await never.AwaitWithTimeout(Failing.Soon)).ShouldBeFalse();
        await Should.ThrowAsync<Exception>(() => never.ShouldCompleteWithin(Failing.Soon));
        await Should.ThrowAsync<TimeoutException>(() => never.WithTimeout(Failing.Soon));
        await Task.FromResult(7).ShouldCompleteWithin(7, Failing.Soon);
        await Should.ThrowAsync<Exception>(() => Task.FromResult(7).ShouldCompleteWithin(8, Failing.Soon));
        var failing = Task.FromException(new InvalidOperationException("as told"));
        (await failing.ShouldThrowWithin<InvalidOperationException>(Failing.Soon)).Message.ShouldBe("as told");
        await Should.ThrowAsync<Exception>(() => failing.ShouldThrowWithin<IOException>(Failing.Soon));
        await Should.ThrowAsync<Exception>(() => never.ShouldThrowWithin<IOException>(Failing.Soon));
        await Should.ThrowAsync<InvalidOperationException>(() => Task.FromException(new InvalidOperationException()).ShouldCompleteWithin(Failing.Soon));
    }
}
