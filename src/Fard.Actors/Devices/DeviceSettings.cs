namespace Fard.Actors.Devices;

/// <summary>When a device counts as failed, and how it is brought back (<c>fard.board</c> in the configuration).</summary>
public sealed record DeviceSettings
{
    /// <summary>How often a load or a run that failed is tried again. A chunk's run changes nothing but its output, so it may be.</summary>
    public int RunRetries { get; init; } = 2;

    /// <summary>A device hangs when no run ends for this time and <see cref="RunTimeoutFactor"/> times the modelled time of a run.</summary>
    public TimeSpan RunTimeoutFloor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>See <see cref="RunTimeoutFloor"/>.</summary>
    public double RunTimeoutFactor { get; init; } = 20;

    /// <summary>How long a load may take.</summary>
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a run that was cut may take to end; after that its position is given up with the run still under way.</summary>
    public TimeSpan CutGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An unhealthy device is probed for the first time after this time; each further time takes twice as long.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time between two probes.</summary>
    public TimeSpan ProbeIntervalMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of all this.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
