namespace Fard.Hardware.Boards;

/// <summary>A board with one FPGA: what its fabric offers and how fast it is clocked.</summary>
/// <param name="Name">Its name in configuration, such as <c>pynq-z1</c>.</param>
/// <param name="Part">The FPGA.</param>
/// <param name="Luts">6-input look-up tables.</param>
/// <param name="LutRams">Look-up tables that can serve as memory.</param>
/// <param name="FlipFlops">Flip-flops.</param>
/// <param name="BlockRams">Block RAMs of 36 Kbit.</param>
/// <param name="UltraRams">UltraRAMs of 288 Kbit.</param>
/// <param name="Dsps">DSP slices.</param>
/// <param name="ClockHertz">The fabric clock that kernels are built for unless a package says otherwise.</param>
/// <param name="MemoryBytes">DRAM of the processor.</param>
/// <param name="Source">Where the figures are published.</param>
public sealed record BoardDescription(
    string Name,
    string Part,
    int Luts,
    int LutRams,
    int FlipFlops,
    int BlockRams,
    int UltraRams,
    int Dsps,
    long ClockHertz,
    long MemoryBytes,
    string Source);
