using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>What all expectations of one message share.</content>
public abstract partial class TestKitBase
{
    /// <summary>Takes the next message, which has to be the end of a watched actor.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        ExpectEnd(Waiting.Blocking, target, timeout, hint, cancellationToken).GetAwaiter().GetResult();

    public ValueTask<Terminated> ExpectTerminatedAsync(IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        new(ExpectEnd(Waiting.Async, target, timeout, hint, cancellationToken));

    private static Action<T, IActorRef> AssertBoth<T>(Action<IActorRef> assertSender, Action<T> assertMessage) => (message, sender) =>
    {
        assertSender(sender);
        assertMessage(message);
    };

    private async Task<T> ExpectMessage<T>(Waiting waiting, TimeSpan? timeout, Action<T, IActorRef>? check, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        var envelope = await Receive(waiting, limit, cancellationToken);
        if (envelope is null)
            Fail($"Timeout of {limit} while waiting for a message of type {typeof(T).Name}.", hint);
        if (envelope.Message is not T message)
        {
            Fail($"Expected a message of type {typeof(T).Name}, received {Show(envelope)}.", hint);
            return default;
        }

        check?.Invoke(message, envelope.Sender);
        return message;
    }

    private Task<Terminated> ExpectEnd(Waiting waiting, IActorRef target, TimeSpan? timeout, string? hint, CancellationToken cancellationToken) =>
        ExpectMessage<Terminated>(
            waiting,
            timeout,
            (terminated, _) =>
            {
                if (!terminated.ActorRef.Equals(target))
                    Fail($"Expected the end of {target}, received the end of {terminated.ActorRef}.", hint);
            },
            hint,
            cancellationToken);

    private Action<T, IActorRef> From<T>(IActorRef expected, Action<T, IActorRef>? check, string? hint) => (message, sender) =>
    {
        if (!Equals(expected, sender))
            Fail($"Expected a message from {ShowSender(expected)}, received {Show(message)} from {ShowSender(sender)}.", hint);
        check?.Invoke(message, sender);
    };

    private void Matches<T>(bool matches, T actual, IActorRef sender, string? hint)
    {
        if (!matches)
            Fail($"Expected a message of type {typeof(T).Name} that meets the predicate, received {Show(actual)} from {ShowSender(sender)}.", hint);
    }

    private void Equal<T>(T expected, T actual, string? hint) =>
        _assertions.AssertEqual(expected, actual, "{0}", Difference(expected, actual, hint));

    private void Equal<T>(T expected, T actual, Func<T, T, bool> comparer, string? hint) =>
        _assertions.AssertEqual(expected, actual, comparer, "{0}", Difference(expected, actual, hint));

    private static string Difference<T>(T expected, T actual, string? hint) =>
        $"Expected {Show(expected)}, received {Show(actual)}.{(string.IsNullOrEmpty(hint) ? "" : $" Hint: {hint}")}";
}
