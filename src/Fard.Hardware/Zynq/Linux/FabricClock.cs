using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Zynq.Linux;

/// <summary>
/// The first fabric clock (FCLK0) of a Zynq-7000, which clocks the kernels: the I/O PLL divided twice. A bitstream does not set it; whoever loads one does.
/// </summary>
/// <remarks>Registers: AMD UG585, "Register Details", slcr: IO_PLL_CTRL 0x108, FPGA0_CLK_CTRL 0x170, SLCR_UNLOCK 0x008.</remarks>
/// <param name="registers">The system level control registers, from <see cref="BaseAddress"/> on.</param>
/// <param name="crystalHertz">The processor's crystal: 50 MHz on PYNQ-Z1 and Z2, 33.333 MHz on ZC706.</param>
public sealed class FabricClock(IRegisters registers, long crystalHertz)
{
    /// <summary>Physical address of the system level control registers.</summary>
    public const ulong BaseAddress = 0xF800_0000;

    /// <summary>Bytes of them that are used.</summary>
    public const uint ByteCount = 4096;

    private const uint Unlock = 0x008, UnlockKey = 0xDF0D, InputOutputPll = 0x108, FirstClock = 0x170;
    private const uint PllMask = 0x7F, DivisorMask = 0x3F, SourceMask = 0x3;
    private const int PllShift = 12, FirstShift = 8, SecondShift = 20, SourceShift = 4, LargestDivisor = 63;

    /// <summary>Its frequency in hertz.</summary>
    /// <exception cref="AcceleratorException">It does not come from the I/O PLL, or a divisor is 0.</exception>
    public long Read()
    {
        var control = registers.Read32(FirstClock);
        var (first, second) = ((control >> FirstShift) & DivisorMask, (control >> SecondShift) & DivisorMask);
        // Sources 0 and 1 are both the I/O PLL.
        if (((control >> SourceShift) & SourceMask) > 1 || first == 0 || second == 0)
            throw new AcceleratorException($"The fabric clock is set up in an unknown way (FPGA0_CLK_CTRL 0x{control:x}). Restart the board.");
        return PllHertz / first / second;
    }

    /// <summary>Sets it to the nearest frequency that is not above the wanted one.</summary>
    /// <returns>The frequency that was set, in hertz.</returns>
    /// <exception cref="AcceleratorException">No divisors give it within 5 %.</exception>
    public long Set(long hertz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hertz);
        var (best, divisors) = (0L, (First: 0u, Second: 0u));
        for (var first = 1u; first <= LargestDivisor; first++)
        {
            for (var second = 1u; second <= LargestDivisor; second++)
            {
                var candidate = PllHertz / first / second;
                if (candidate <= hertz && candidate > best)
                    (best, divisors) = (candidate, (first, second));
            }
        }

        if (best < hertz - hertz / 20)
            throw new AcceleratorException($"The fabric clock cannot be {hertz / 1e6:0.###} MHz: the nearest below it is {best / 1e6:0.###} MHz of a PLL at {PllHertz / 1e6:0.###} MHz.");
        var kept = registers.Read32(FirstClock) & ~((DivisorMask << FirstShift) | (DivisorMask << SecondShift) | (SourceMask << SourceShift));
        registers.Write32(Unlock, UnlockKey);
        registers.Write32(FirstClock, kept | (divisors.First << FirstShift) | (divisors.Second << SecondShift));
        return best;
    }

    private long PllHertz => crystalHertz * ((registers.Read32(InputOutputPll) >> PllShift) & PllMask);
}
