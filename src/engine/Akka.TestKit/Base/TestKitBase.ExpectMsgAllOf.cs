using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Any one, or all in any order, of given messages. Given times are dilated.</content>
public abstract partial class TestKitBase
{
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        AnyOf(Waiting.Blocking, messages, cancellationToken).GetAwaiter().GetResult();

    public ValueTask<T> ExpectMsgAnyOfAsync<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        new(AnyOf(Waiting.Async, messages, cancellationToken));

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) => ExpectMsgAllOf((IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) => ExpectMsgAllOf(max, (IReadOnlyCollection<T>)messages);

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Waiting.Blocking, RemainingOrDefault, messages, cancellationToken).GetAwaiter().GetResult();

    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        AllOf(Waiting.Blocking, Dilated(max), messages, cancellationToken).GetAwaiter().GetResult();

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Deferred(token => AllOf(Waiting.Async, RemainingOrDefault, messages, token), cancellationToken);

    public IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Deferred(token => AllOf(Waiting.Async, Dilated(max), messages, token), cancellationToken);

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        AllMatching(Waiting.Blocking, RemainingOrDefault, predicates, default).GetAwaiter().GetResult();

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, params PredicateInfo[] predicates) =>
        AllMatching(Waiting.Blocking, Dilated(max), predicates, default).GetAwaiter().GetResult();

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        AllMatching(Waiting.Blocking, RemainingOrDefault, predicates, cancellationToken).GetAwaiter().GetResult();

    public IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        AllMatching(Waiting.Blocking, Dilated(max), predicates, cancellationToken).GetAwaiter().GetResult();

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Deferred(token => AllMatching(Waiting.Async, RemainingOrDefault, predicates, token), cancellationToken);

    public IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Deferred(token => AllMatching(Waiting.Async, Dilated(max), predicates, token), cancellationToken);

    private Task<T> AnyOf<T>(Waiting waiting, IEnumerable<T> messages, CancellationToken cancellationToken)
    {
        var expected = messages.ToList();
        return ExpectMessage<T>(
            waiting,
            null,
            (actual, sender) =>
            {
                if (!expected.Contains(actual))
                    Fail($"Expected any of {Show(expected)}, received {Show(actual)} from {ShowSender(sender)}.");
            },
            null,
            cancellationToken);
    }

    private async Task<List<T>> AllOf<T>(Waiting waiting, TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken)
    {
        var received = await ReceiveNCore(waiting, messages.Count, max, cancellationToken);
        var missing = messages.Cast<object?>().ToList();
        var unexpected = received.Where(message => !missing.Remove(message)).ToList();
        if (missing.Count > 0)
            Fail($"Did not receive {Show(missing)}; received {Show(unexpected)} instead.");
        return [.. received.Cast<T>()];
    }

    private async Task<List<object>> AllMatching(Waiting waiting, TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken)
    {
        var received = await ReceiveNCore(waiting, predicates.Count, max, cancellationToken);
        var missing = predicates.ToList();
        var unexpected = received.Where(message => missing.Find(predicate => predicate.Matches(message)) is not { } match || !missing.Remove(match)).ToList();
        if (missing.Count > 0)
            Fail($"Did not receive a match for {Show(missing)}; received {Show(unexpected)} instead.");
        return received;
    }
}
