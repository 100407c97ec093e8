using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>
/// Within: bounds what an action may take, and lends that time to the expectations inside. A block whose last expectation
/// was that no message comes may take longer. Bounds are dilated.
/// </content>
public abstract partial class TestKitBase
{
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () => { action(); return 0; }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinCore(Waiting.Blocking, min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () => { await actionAsync(); return 0; }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinCore(Waiting.Async, min, max, function, hint, epsilonValue, cancellationToken);

    private async Task<T> WithinCore<T>(Waiting waiting, TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint, TimeSpan? epsilon, CancellationToken cancellationToken)
    {
        max = Dilated(max);
        var start = Now;
        var outerEnd = _end;
        var available = outerEnd is { } end ? Min(max, end - start) : max;
        if (available < min)
            Fail($"Within has to take at least {min}, but only {available} is left.", hint);

        _lastWasNoMsg = false;
        _end = start + available;
        T result;
        try
        {
            result = await Bounded(waiting, function(), available + (epsilon ?? TimeSpan.Zero), hint, cancellationToken);
        }
        finally
        {
            _end = outerEnd;
        }

        var elapsed = Now - start;
        if (elapsed < min)
            Fail($"Within took {elapsed}, expected at least {min}.", hint);
        if (!_lastWasNoMsg && elapsed > available + (epsilon ?? TimeSpan.Zero))
            Fail($"Within took {elapsed}, expected at most {available}.", hint);
        return result;
    }

    /// <summary>Gives up an async action that runs over its time; a blocking one has ended already.</summary>
    private async Task<T> Bounded<T>(Waiting waiting, Task<T> running, TimeSpan limit, string? hint, CancellationToken cancellationToken)
    {
        if (waiting == Waiting.Blocking)
            return await running;
        if (!await Extensions.TaskExtensions.AwaitWithTimeout(running, Grace(limit), cancellationToken))
            Fail($"Within did not end in time, expected at most {limit}.", hint);
        return await running;
    }

    // Expectations inside end at the limit too and know better what was missing: they go first.
    private static TimeSpan Grace(TimeSpan limit) => limit + TimeSpan.FromMilliseconds(200);
}
