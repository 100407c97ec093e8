using Akka.Actor;

namespace Akka.TestKit.Internal;

internal sealed class EventFilterApplier(TestKitBase testKit, ActorSystem system, IReadOnlyList<LogEventFilter> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testKit, system, filters);

    private TimeSpan Leeway => testKit.TestKitSettings.TestEventFilterLeeway;

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Leeway, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, timeout, () => { action(); return 0; }, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, Leeway, func, cancellationToken);

    public T Expect<T>(int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Apply(Waiting.Blocking, expectedCount, timeout, () => Task.FromResult(func()), cancellationToken).GetAwaiter().GetResult();

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Leeway, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout ?? Leeway, actionAsync, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout, () => { action(); return Task.CompletedTask; }, cancellationToken);

    public Task ExpectAsync(int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, timeout, async () => { await action(); return 0; }, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Leeway, func, cancellationToken);

    public Task<T> ExpectAsync<T>(int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Apply(Waiting.Async, expectedCount, timeout, func, cancellationToken);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) => Expect(1, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) => Expect(1, timeout, func, cancellationToken);

    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) => ExpectAsync(1, Leeway, action, cancellationToken);

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) => ExpectAsync(1, actionAsync, cancellationToken);

    public Task ExpectOneAsync(TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) => ExpectAsync(1, timeout, action, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) => ExpectAsync(1, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public IUnmutableFilter Mute() => Start(Waiting.Blocking, default).GetAwaiter().GetResult();

    public void Mute(Action action, CancellationToken cancellationToken = default) => Mute(() => { action(); return 0; }, cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Apply(Waiting.Blocking, null, TimeSpan.Zero, () => Task.FromResult(func()), cancellationToken).GetAwaiter().GetResult();

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) =>
        MuteAsync(() => { action(); return Task.CompletedTask; }, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        MuteAsync(async () => { await action(); return 0; }, cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        Apply(Waiting.Async, null, TimeSpan.Zero, func, cancellationToken);

    private async Task<T> Apply<T>(Waiting waiting, int? expected, TimeSpan timeout, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        using var muted = await Start(waiting, cancellationToken);
        var result = await action();
        if (expected is { } count)
            await testKit.ExpectEvents(waiting, muted, count, timeout, cancellationToken);
        return result;
    }

    private async Task<MutedEvents> Start(Waiting waiting, CancellationToken cancellationToken)
    {
        if (!system.Settings.Loggers.Any(logger => logger.Contains(nameof(TestEventListener), StringComparison.Ordinal)))
            throw new InvalidOperationException($"Event filters need the logger \"Akka.TestKit.TestEventListener, Akka.TestKit\" in akka.loggers of system '{system.Name}', found [{string.Join(", ", system.Settings.Loggers)}].");
        await waiting.For(EventListening.For(system).Begun, testKit.Dilated(testKit.TestKitSettings.DefaultTimeout), cancellationToken);
        return new MutedEvents(system, [.. filters.Select(filter => filter.Fresh())]);
    }
}
