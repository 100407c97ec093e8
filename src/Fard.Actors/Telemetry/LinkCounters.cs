using Fard.Actors.DataPlane;

namespace Fard.Actors.Telemetry;

/// <summary>What went over the data connections of this process. Counters only grow; any thread writes and reads; a chunk allocates nothing.</summary>
internal static class LinkCounters
{
    private static long _opened;
    private static long _closed;
    private static long _lost;
    private static long _duplicates;
    private static long _creditWaits;
    private static long _creditWaitTicks;

    public static LinkDirection Sent { get; } = new();

    public static LinkDirection Received { get; } = new();

    /// <summary>Connections that are open now.</summary>
    public static long Open => Interlocked.Read(ref _opened) - Interlocked.Read(ref _closed);

    /// <summary>Connections that were opened.</summary>
    public static long Opened => Interlocked.Read(ref _opened);

    /// <summary>Connections that broke.</summary>
    public static long Lost => Interlocked.Read(ref _lost);

    /// <summary>Chunks that came twice and were dropped.</summary>
    public static long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Chunks that had to wait for credit.</summary>
    public static long CreditWaits => Interlocked.Read(ref _creditWaits);

    /// <summary>How long those waited, together.</summary>
    public static TimeSpan CreditWait => TimeSpan.FromTicks(Interlocked.Read(ref _creditWaitTicks));

    public static void OnOpened() => Interlocked.Increment(ref _opened);

    public static void OnClosed() => Interlocked.Increment(ref _closed);

    public static void OnLost() => Interlocked.Increment(ref _lost);

    public static void OnDuplicate() => Interlocked.Increment(ref _duplicates);

    public static void OnCreditWait(TimeSpan waited)
    {
        Interlocked.Increment(ref _creditWaits);
        Interlocked.Add(ref _creditWaitTicks, waited.Ticks);
    }
}

/// <summary>Frames in one direction.</summary>
internal sealed class LinkDirection
{
    private long _bytes;
    private long _chunks;

    /// <summary>Bytes of frames, headers among them.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Frames that carried a chunk.</summary>
    public long Chunks => Interlocked.Read(ref _chunks);

    public void Count(FrameHeader header)
    {
        Interlocked.Add(ref _bytes, FrameHeader.Length + header.PayloadLength);
        if (header.Type == FrameType.Chunk) Interlocked.Increment(ref _chunks);
    }
}
