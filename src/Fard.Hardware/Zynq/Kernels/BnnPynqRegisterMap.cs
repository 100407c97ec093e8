using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Offsets of the registers of a BNN-PYNQ overlay's kernel, as its hardware hand-off states them.</summary>
/// <param name="Control">The ap_ctrl_hs control register.</param>
/// <param name="InputLow">Low half of the input's physical address.</param>
/// <param name="InputHigh">High half.</param>
/// <param name="OutputLow">Low half of the output's physical address.</param>
/// <param name="OutputHigh">High half.</param>
/// <param name="DoInit">1: a start writes one word into a memory; 0: it runs.</param>
/// <param name="TargetLayer">Which memory: 2L is layer L's weights, 2L + 1 its thresholds.</param>
/// <param name="TargetMemory">Which processing element's.</param>
/// <param name="TargetIndex">Word of the weight memory, or row of the threshold memory.</param>
/// <param name="TargetThreshold">Which threshold of the row.</param>
/// <param name="ValueLow">Low half of the word.</param>
/// <param name="ValueHigh">High half.</param>
/// <param name="Images">Images of a run.</param>
public sealed record BnnPynqRegisterMap(
    uint Control,
    uint InputLow,
    uint InputHigh,
    uint OutputLow,
    uint OutputHigh,
    uint DoInit,
    uint TargetLayer,
    uint TargetMemory,
    uint TargetIndex,
    uint TargetThreshold,
    uint ValueLow,
    uint ValueHigh,
    uint Images)
{
    /// <summary>The type of the kernel in the overlays' hardware hand-off.</summary>
    public const string KernelType = "BlackBoxJam";

    /// <exception cref="ConfigurationFormatException">A register is missing: it is another kernel.</exception>
    public static BnnPynqRegisterMap Of(HandoffKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return new BnnPynqRegisterMap(
            kernel.Register("CTRL"),
            kernel.Register("in_V_1"),
            kernel.Register("in_V_2"),
            kernel.Register("out_V_1"),
            kernel.Register("out_V_2"),
            kernel.Register("doInit"),
            kernel.Register("targetLayer"),
            kernel.Register("targetMem"),
            kernel.Register("targetInd"),
            kernel.Register("targetThresh"),
            kernel.Register("val_V_1"),
            kernel.Register("val_V_2"),
            kernel.Register("numReps"));
    }
}
