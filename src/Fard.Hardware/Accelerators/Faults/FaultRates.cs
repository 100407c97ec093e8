namespace Fard.Hardware.Accelerators.Faults;

/// <summary>How often a <see cref="FlakyAccelerator"/> fails, as probabilities from 0 to 1.</summary>
public sealed record FaultRates
{
    /// <summary>Of a run: it ends with an error.</summary>
    public double Fail { get; init; }

    /// <summary>Of a run: the device hangs, in this and in every later run, until it is reset.</summary>
    public double Hang { get; init; }

    /// <summary>Of a load: it ends with an error.</summary>
    public double LoadFail { get; init; }

    /// <summary>Equal seeds give equal faults for equal sequences of loads and runs.</summary>
    public int Seed { get; init; }

    /// <summary>Whether nothing ever fails.</summary>
    public bool IsNone => Fail <= 0 && Hang <= 0 && LoadFail <= 0;
}
