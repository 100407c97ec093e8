using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Offsets of the registers of Fard's HLS kernel (<c>hls/kernels/top.cpp</c>).</summary>
/// <param name="Control">The ap_ctrl_hs control register.</param>
/// <param name="SourceLow">Low half of the address that the kernel reads from.</param>
/// <param name="SourceHigh">High half.</param>
/// <param name="DestinationLow">Low half of the address that the kernel writes to.</param>
/// <param name="DestinationHigh">High half.</param>
/// <param name="Mode">0: run, 1: load parameters.</param>
/// <param name="Images">Images of a run.</param>
public sealed record HlsRegisterMap(uint Control, uint SourceLow, uint SourceHigh, uint DestinationLow, uint DestinationHigh, uint Mode, uint Images)
{
    /// <summary>
    /// The offsets that Vitis HLS gives the top function's arguments in their order: a 64-bit one takes three words, a 32-bit one two (UG1399). C simulation
    /// has them; a bitstream's are read from its hardware hand-off.
    /// </summary>
    public static HlsRegisterMap Default { get; } = new(0x00, 0x10, 0x14, 0x1c, 0x20, 0x28, 0x30);

    /// <summary>The offsets that a bitstream's hardware hand-off states.</summary>
    /// <exception cref="ConfigurationFormatException">A register is missing: it is another kernel.</exception>
    public static HlsRegisterMap Of(HandoffKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return new HlsRegisterMap(
            kernel.Register("CTRL"),
            kernel.Register("source_1"),
            kernel.Register("source_2"),
            kernel.Register("destination_1"),
            kernel.Register("destination_2"),
            kernel.Register("mode"),
            kernel.Register("images"));
    }
}
