using Fard.Hardware.Zynq.Configuration;

namespace Fard.Hardware.Zynq.Kernels;

/// <summary>Offsets of the registers of one of a FINN accelerator's movers.</summary>
/// <param name="Control">The ap_ctrl_hs control register.</param>
/// <param name="AddressLow">Low half of the buffer's physical address.</param>
/// <param name="AddressHigh">High half, or null: the mover has 32 bits.</param>
/// <param name="Batch">Images of a run.</param>
public sealed record FinnRegisterMap(uint Control, uint AddressLow, uint? AddressHigh, uint Batch)
{
    /// <summary>Types of the movers in a hand-off start so.</summary>
    public const string InputInstance = "idma0", OutputInstance = "odma0";

    /// <summary>The offsets of FINN's PYNQ-Z1 shell, where a hand-off names no registers for them.</summary>
    public static FinnRegisterMap Default { get; } = new(0x00, 0x10, null, 0x1c);

    /// <summary>The offsets that a hand-off states; a mover's registers are CTRL, in0_V or out_V (in halves _1, _2 where it has 64 bits) and numReps.</summary>
    /// <exception cref="ConfigurationFormatException">A register is missing: it is no mover.</exception>
    public static FinnRegisterMap Of(HandoffKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var address = kernel.Registers.Keys.Where(name => name.StartsWith("in0", StringComparison.Ordinal) || name.StartsWith("out", StringComparison.Ordinal))
            .OrderBy(name => kernel.Registers[name]).ToArray();
        if (address.Length is 0 or > 2)
            throw new ConfigurationFormatException(kernel.File, $"{kernel.Instance} has {address.Length} address registers (in0... or out...); expected 1 or 2.");
        return new FinnRegisterMap(
            kernel.Register("CTRL"), kernel.Registers[address[0]], address.Length == 2 ? kernel.Registers[address[1]] : null, kernel.Register("numReps"));
    }
}
