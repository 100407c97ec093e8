namespace Fard.Hardware.CSimulation;

/// <summary>What g++ makes of an HLS kernel.</summary>
public enum KernelTarget
{
    /// <summary>A shared library with the kernel's registers: quick, and with streams of their declared depths.</summary>
    Library,

    /// <summary>The test bench as a program: quick, its processes one after the other on streams without a bound, as C simulation in Vitis HLS.</summary>
    TestBench,

    /// <summary>
    /// The test bench with processes side by side on streams of their declared depths, and with the arithmetic as it is synthesised: finds deadlocks and tokens
    /// that nobody reads.
    /// </summary>
    CheckingTestBench,
}
