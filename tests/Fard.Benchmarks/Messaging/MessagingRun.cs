using System.Buffers.Binary;
using System.Diagnostics;
using Fard.Programs;

namespace Fard.Benchmarks.Messaging;

/// <summary>Whom the messages are fired at.</summary>
internal enum MessageScope
{
    /// <summary>One peer.</summary>
    Unicast,

    /// <summary>The two peers of a task.</summary>
    Multicast,

    /// <summary>The whole application: the same two peers.</summary>
    Broadcast,
}

/// <summary>One window of evenly spaced messages, and what came back.</summary>
/// <param name="Milliseconds">Of every message that came back from all its receivers: from its firing to its last echo.</param>
/// <param name="Lost">Messages of which an echo is missing.</param>
/// <param name="Window">How long the sender needed to fire them all.</param>
internal sealed record MessagingRun(List<double> Milliseconds, int Lost, TimeSpan Window)
{
    // What has not come back by then is lost.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<MessagingRun> RunAsync(SenderTask sender, MessageScope scope, int messages, TimeSpan window)
    {
        sender.TakeEchoes();
        var receivers = scope == MessageScope.Unicast ? 1 : 2;
        var (fired, before) = (new long[messages], sender.Heard);
        var payload = new byte[sizeof(long)];
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < messages; number++)
        {
            await UntilAsync(start, window * ((double)number / messages));
            BinaryPrimitives.WriteInt64LittleEndian(payload, number);
            fired[number] = Stopwatch.GetTimestamp();
            await sender.Context.FireAsync(SenderTask.Message, new EventPayload(false, payload), Task(scope), Peer(scope));
        }

        var passed = Stopwatch.GetElapsedTime(start);
        var end = Stopwatch.GetTimestamp();
        while (sender.Heard - before < (long)messages * receivers && Stopwatch.GetElapsedTime(end) < Patience) await System.Threading.Tasks.Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        var (echoes, last) = (new int[messages], new long[messages]);
        foreach (var (number, at) in sender.TakeEchoes())
        {
            echoes[number]++;
            last[number] = Math.Max(last[number], at);
        }

        var times = Enumerable.Range(0, messages).Where(number => echoes[number] == receivers).Select(number => Stopwatch.GetElapsedTime(fired[number], last[number]).TotalMilliseconds).ToList();
        return new MessagingRun(times, messages - times.Count, passed);
    }

    private static string? Task(MessageScope scope) => scope == MessageScope.Multicast ? "echo" : null;

    private static string? Peer(MessageScope scope) => scope == MessageScope.Unicast ? "echo-0" : null;

    // A timer's grain is a millisecond: nothing closer is waited for.
    private static async Task UntilAsync(long start, TimeSpan due)
    {
        var rest = due - Stopwatch.GetElapsedTime(start);
        if (rest > TimeSpan.FromMilliseconds(1)) await System.Threading.Tasks.Task.Delay(rest, TimeProvider.System);
    }
}
