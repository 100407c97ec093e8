using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>The next message is of a type, and of a value. Times that are not given are <see cref="RemainingOrDefault"/>; given ones are dilated.</content>
public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which has to be a <typeparamref name="T"/>.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, duration, null, hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, _) => Equal(message, actual, hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsg<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, sender) => Matches(isMessage(actual), actual, sender, hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsg<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, sender) => Matches(isMessageAndSender(actual, sender), actual, sender, hint), hint, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Takes the next message and hands it to assertions of the test.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, _) => assert(actual), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsg<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage(Waiting.Blocking, timeout, assertMessageAndSender, hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsg<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, _) => Equal(expected, actual, comparer, hint), hint, cancellationToken).GetAwaiter().GetResult();

    public ValueTask<T> ExpectMsgAsync<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, duration, null, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, _) => Equal(message, actual, hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, sender) => Matches(isMessage(actual), actual, sender, hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, sender) => Matches(isMessageAndSender(actual, sender), actual, sender, hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, _) => assert(actual), hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage(Waiting.Async, timeout, assertMessageAndSender, hint, cancellationToken));

    public ValueTask<T> ExpectMsgAsync<T>(T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, _) => Equal(expected, actual, comparer, hint), hint, cancellationToken));
}
