namespace Fard.Hardware.CSimulation;

/// <summary>What g++ makes of an HLS kernel.</summary>
public enum KernelTarget
{
    /// <summary>A shared library with the kernel's registers, as quick as it gets.</summary>
    Library,

    /// <summary>The test bench as a program, with the same kernel as <see cref="Library"/>.</summary>
    TestBench,

    /// <summary>
    /// The test bench with processes side by side on streams of their declared depths, and with the arithmetic as it is synthesised: finds deadlocks and tokens
    /// that nobody reads.
    /// </summary>
    CheckingTestBench,
}
