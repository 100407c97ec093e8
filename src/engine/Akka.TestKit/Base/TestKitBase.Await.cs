using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Conditions and assertions that hold in time. Given times, except intervals, are dilated; an interval that is not given is 100 ms.</content>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it throws nothing; throws what it threw last when time is up.</summary>
    public void AwaitAssert(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertion(Waiting.Blocking, Wrapped(assertion), duration, interval, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitAssertAsync(Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertion(Waiting.Async, Wrapped(assertion), duration, interval, cancellationToken);

    public Task AwaitAssertAsync(Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertion(Waiting.Async, assertion, duration, interval, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitTrue(Waiting.Blocking, Wrapped(conditionIsFulfilled), max, interval, message, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitTrue(Waiting.Async, Wrapped(conditionIsFulfilled), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitTrue(Waiting.Async, conditionIsFulfilled, max, interval, message, cancellationToken);

    /// <summary>Whether the condition holds in time.</summary>
    public bool AwaitConditionNoThrow(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Holds(Waiting.Blocking, Wrapped(conditionIsFulfilled), max, interval, cancellationToken).GetAwaiter().GetResult();

    public Task<bool> AwaitConditionNoThrowAsync(Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Holds(Waiting.Async, Wrapped(conditionIsFulfilled), max, interval, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Holds(Waiting.Async, conditionIsFulfilled, max, interval, cancellationToken);

    internal static async Task<bool> Holds(Waiting waiting, Func<Task<bool>> condition, TimeSpan max, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var stop = Now + max;
        while (!await condition())
        {
            var left = stop - Now;
            if (left <= TimeSpan.Zero)
                return false;
            await waiting.Pause(Min(left, interval ?? DefaultInterval), cancellationToken);
        }

        return true;
    }

    private static Func<Task> Wrapped(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static Func<Task<bool>> Wrapped(Func<bool> condition) => () => Task.FromResult(condition());

    private async Task AwaitTrue(Waiting waiting, Func<Task<bool>> condition, TimeSpan? max, TimeSpan? interval, string? message, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        if (!await Holds(waiting, condition, limit, interval, cancellationToken))
            Fail($"Timeout of {limit} while waiting for a condition.", message);
    }

    private async Task AwaitAssertion(Waiting waiting, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            var pause = interval ?? DefaultInterval;
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now + pause < stop && !cancellationToken.IsCancellationRequested)
            {
                // It may hold later.
            }

            await waiting.Pause(pause, cancellationToken);
        }
    }
}
