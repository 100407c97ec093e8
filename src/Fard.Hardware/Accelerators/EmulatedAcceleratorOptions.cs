namespace Fard.Hardware.Accelerators;

/// <summary>Settings of an emulated board.</summary>
public sealed record EmulatedAcceleratorOptions
{
    /// <summary>Runs that may be under way at once; enough to keep a kernel busy whose latency is several initiation intervals.</summary>
    public int MaxRunsInFlight { get; init; } = 16;

    /// <summary>Time that loading a package takes on top of reading it. Zero: configuration of the FPGA is not modelled.</summary>
    public TimeSpan LoadTime { get; init; }

    /// <summary>The clock for <see cref="LoadTime"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
