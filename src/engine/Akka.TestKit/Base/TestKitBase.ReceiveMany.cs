using System.Runtime.CompilerServices;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Several messages in a row.</content>
public abstract partial class TestKitBase
{
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveNCore(Waiting.Blocking, numberOfMessages, RemainingOrDefault, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Takes as many messages, all of them within a dilated time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        ReceiveNCore(Waiting.Blocking, numberOfMessages, Dilated(max), cancellationToken).GetAwaiter().GetResult();

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, CancellationToken cancellationToken = default) =>
        Deferred(token => ReceiveNCore(Waiting.Async, numberOfMessages, RemainingOrDefault, token), cancellationToken);

    public IAsyncEnumerable<object> ReceiveNAsync(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Deferred(token => ReceiveNCore(Waiting.Async, numberOfMessages, Dilated(max), token), cancellationToken);

    /// <summary>
    /// Takes messages as long as <paramref name="filter"/> makes something of them. The first of which it makes null stays
    /// for the next receive.
    /// </summary>
    /// <param name="filter">Maps a message.</param>
    /// <param name="max">Time for all of them, dilated.</param>
    /// <param name="idle">Time from one message to the next; any where it is not given.</param>
    /// <param name="msgs">At most as many messages.</param>
    /// <param name="cancellationToken">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<T> ReceiveWhile<T>(Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => Mapped(Waiting.Blocking, filter, max, idle, msgs, cancellationToken).GetAwaiter().GetResult();

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, null, msgs, cancellationToken);

    public IReadOnlyList<T> ReceiveWhile<T>(TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhile(filter, max, idle, msgs, cancellationToken);

    /// <summary>
    /// Takes messages of one type as long as <paramref name="shouldContinue"/> holds of them; messages of other types are
    /// dropped, or end it and stay.
    /// </summary>
    public IReadOnlyList<T> ReceiveWhile<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default)
        where T : class => Continued(Waiting.Blocking, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, cancellationToken).GetAwaiter().GetResult();

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Func<object, T?> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => Deferred(token => Mapped(Waiting.Async, filter, max, idle, msgs, token), cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, null, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(TimeSpan? max, TimeSpan? idle, Func<object, T?> filter, int msgs = int.MaxValue, CancellationToken cancellationToken = default)
        where T : class => ReceiveWhileAsync(filter, max, idle, msgs, cancellationToken);

    public IAsyncEnumerable<T> ReceiveWhileAsync<T>(Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue, bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default)
        where T : class => Deferred(token => Continued(Waiting.Async, shouldContinue, max, idle, msgs, shouldIgnoreOtherMessageTypes, token), cancellationToken);

    private static async IAsyncEnumerable<T> Deferred<T>(Func<CancellationToken, Task<List<T>>> receive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in await receive(cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private async Task<List<object>> ReceiveNCore(Waiting waiting, int count, TimeSpan max, CancellationToken cancellationToken)
    {
        var stop = Now + max;
        var received = new List<object>();
        while (received.Count < count)
        {
            var envelope = await Receive(waiting, NotNegative(stop - Now), cancellationToken);
            if (envelope is null)
                Fail($"Timeout of {max} while receiving {count} messages: got {received.Count}: {Show(received)}.");
            received.Add(envelope.Message!);
        }

        return received;
    }

    private Task<List<T>> Mapped<T>(Waiting waiting, Func<object, T?> filter, TimeSpan? max, TimeSpan? idle, int msgs, CancellationToken cancellationToken)
        where T : class => While(waiting, message => filter(message) is { } mapped ? (true, mapped) : (false, null), max, idle, msgs, cancellationToken);

    private Task<List<T>> Continued<T>(Waiting waiting, Predicate<T> shouldContinue, TimeSpan? max, TimeSpan? idle, int msgs, bool ignoreOthers, CancellationToken cancellationToken)
        where T : class => While(
            waiting,
            message => message is T typed ? (shouldContinue(typed), typed) : (ignoreOthers, null),
            max,
            idle,
            msgs,
            cancellationToken);

    /// <summary>Takes messages as long as <paramref name="accept"/> says so, and keeps what it makes of them.</summary>
    private async Task<List<T>> While<T>(Waiting waiting, Func<object, (bool Goes, T? Kept)> accept, TimeSpan? max, TimeSpan? idle, int msgs, CancellationToken cancellationToken)
        where T : class
    {
        var stop = Now + RemainingOrDilated(max);
        var kept = new List<T>();
        var last = _last;
        while (kept.Count < msgs)
        {
            var left = NotNegative(stop - Now);
            var next = await _messages.Peek(waiting, idle is { } pause ? Min(pause, left) : left, cancellationToken);
            if (next is null)
                break;
            var (goes, item) = accept(next.Message!);
            if (!goes)
                break;
            last = await _messages.Take(waiting, TimeSpan.Zero, cancellationToken) ?? last;
            if (item is not null)
                kept.Add(item);
        }

        _last = last;
        _lastWasNoMsg = true;
        return kept;
    }
}
