namespace Fard.Planning.Timing;

/// <summary>A modelled link: chunks cross it one behind the other and arrive a latency later.</summary>
/// <param name="BytesPerSecond">Its rate, or null: no time but the latency.</param>
/// <param name="Latency">From the last byte's departure to its arrival.</param>
public sealed record PipelineLink(double? BytesPerSecond, TimeSpan Latency)
{
    /// <summary>A link that takes no time.</summary>
    public static PipelineLink Ideal { get; } = new(null, TimeSpan.Zero);

    /// <summary>Nanoseconds for which <paramref name="bytes"/> occupy the link.</summary>
    public long TransferNanoseconds(long bytes) => BytesPerSecond is { } rate ? (long)Math.Ceiling(bytes * 1e9 / rate) : 0;
}
