using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Fard.Actors.Telemetry;

/// <summary>The sources of Fard's metrics and traces, for programs that collect them with a library of their own; <c>docs/telemetry.md</c> lists what they give.</summary>
public static class FardTelemetry
{
    /// <summary>Name of the <see cref="System.Diagnostics.Metrics.Meter"/> and of the <see cref="ActivitySource"/>.</summary>
    public const string Name = "Fard";

    private static readonly string? Version = typeof(FardTelemetry).Assembly.GetName().Version?.ToString(3);

    internal static Meter Meter { get; } = new(Name, Version);

    internal static ActivitySource Source { get; } = new(Name, Version);
}
