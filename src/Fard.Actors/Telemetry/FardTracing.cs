using System.Diagnostics;

namespace Fard.Actors.Telemetry;

/// <summary>
/// Spans of actors. An actor takes message after message, so the span of what it does is never the thread's current one: it is started under a given parent
/// and held. The parent travels in messages as W3C's <c>traceparent</c>.
/// </summary>
internal static class FardTracing
{
    /// <summary>Longest <c>traceparent</c> that is taken from a message.</summary>
    public const int MaxTraceParent = 64;

    /// <summary>Starts a span; null where nobody listens.</summary>
    /// <param name="traceParent">The span above it; null, or one that is none: the span begins a trace.</param>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent, DateTimeOffset? begin = null)
    {
        if (!FardTelemetry.Source.HasListeners()) return null;
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent);
            return FardTelemetry.Source.StartActivity(name, kind, parent, startTime: begin ?? default);
        }
        finally
        {
            Activity.Current = current;
        }
    }

    /// <summary>Ends a span that is not the current one.</summary>
    public static void End(this Activity? span, DateTimeOffset? end = null)
    {
        if (span is null) return;
        var current = Activity.Current;
        if (end is { } time) span.SetEndTime(time.UtcDateTime);
        span.Stop();
        Activity.Current = current;
    }

    /// <summary>Marks a span as failed.</summary>
    /// <param name="error">A short name of a small set, such as <c>board-lost</c>.</param>
    public static void Fail(this Activity? span, string error, string reason) =>
        span?.SetTag(TelemetryTags.Error, error).SetStatus(ActivityStatusCode.Error, reason);
}
