using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>The next message is of a type and from a sender. Times as for ExpectMsg.</content>
public abstract partial class TestKitBase
{
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage(Waiting.Blocking, duration, From<T>(sender, null, hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage(Waiting.Blocking, timeout, From<T>(sender, (actual, _) => Equal(message, actual, hint), hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage(Waiting.Blocking, timeout, From<T>(sender, (actual, from) => Matches(isMessage(actual), actual, from, hint), hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsgFrom<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, (actual, from) => Matches(isSender(from) && isMessage(actual), actual, from, hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage(Waiting.Blocking, timeout, From<T>(sender, (actual, _) => assertMessage(actual), hint), hint, cancellationToken).GetAwaiter().GetResult();

    public T ExpectMsgFrom<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectMessage<T>(Waiting.Blocking, timeout, AssertBoth(assertSender, assertMessage), hint, cancellationToken).GetAwaiter().GetResult();

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage(Waiting.Async, duration, From<T>(sender, null, hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage(Waiting.Async, timeout, From<T>(sender, (actual, _) => Equal(message, actual, hint), hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage(Waiting.Async, timeout, From<T>(sender, (actual, from) => Matches(isMessage(actual), actual, from, hint), hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, (actual, from) => Matches(isSender(from) && isMessage(actual), actual, from, hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage(Waiting.Async, timeout, From<T>(sender, (actual, _) => assertMessage(actual), hint), hint, cancellationToken));

    public ValueTask<T> ExpectMsgFromAsync<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectMessage<T>(Waiting.Async, timeout, AssertBoth(assertSender, assertMessage), hint, cancellationToken));
}
