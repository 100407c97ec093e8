using System.Collections;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Messages picked out of others, which are dropped. Times are dilated.</content>
public abstract partial class TestKitBase
{
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(Waiting.Blocking, isMessage, null, max, hint, cancellationToken).GetAwaiter().GetResult();

    /// <param name="allMessages">Gets the messages that were dropped on the way.</param>
    public T FishForMessage<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        Fish(Waiting.Blocking, isMessage, allMessages, max, hint, cancellationToken).GetAwaiter().GetResult();

    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(Waiting.Async, isMessage, null, max, hint, cancellationToken));

    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        new(Fish(Waiting.Async, isMessage, allMessages, max, hint, cancellationToken));

    /// <summary>Drops messages up to the first of a type, which it drops too.</summary>
    public Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Fish<T>(Waiting.Async, _ => true, null, max, $"a message of type {typeof(T).Name}", cancellationToken);

    /// <summary>Takes messages until none comes for as long as <paramref name="max"/>.</summary>
    /// <param name="max">The silence to wait for.</param>
    /// <param name="maxMessages">Fails once more than as many came.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The messages.</returns>
    public async Task<ArrayList> WaitForRadioSilenceAsync(TimeSpan? max = null, uint? maxMessages = null, CancellationToken cancellationToken = default)
    {
        var silence = RemainingOrDilated(max);
        var messages = new ArrayList();
        while (await Receive(Waiting.Async, silence, cancellationToken) is { } envelope)
        {
            messages.Add(envelope.Message);
            if (messages.Count > maxMessages)
                Fail($"Expected silence for {silence} after at most {maxMessages} messages, received {Show(messages)}.");
        }

        return messages;
    }

    private async Task<T> Fish<T>(Waiting waiting, Predicate<T> isMessage, ArrayList? dropped, TimeSpan? max, string hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        var others = dropped ?? [];
        while (true)
        {
            var envelope = await Receive(waiting, NotNegative(stop - Now), cancellationToken);
            if (envelope is null)
                Fail($"Timeout of {limit} while fishing for a message of type {typeof(T).Name}: received {Show(others)}.", hint);
            if (envelope.Message is T typed && isMessage(typed))
                return typed;
            others.Add(envelope.Message);
        }
    }
}
