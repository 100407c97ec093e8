using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Linux;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Tests.Zynq.Linux;

public class FabricClockSpec
{
    /// <summary>PYNQ-Z1: 50 MHz, I/O PLL times 20, FCLK0 divided by 5 and 2.</summary>
    private readonly SystemRegisters _registers = new() { [0x108] = 20 << 12, [0x170] = (2 << 20) | (5 << 8) };

    private FabricClock Clock => new(_registers, 50_000_000);

    [Fact]
    public void Reads_and_sets_the_frequency()
    {
        Clock.Read().ShouldBe(100_000_000);
        Clock.Set(142_857_143).ShouldBe(142_857_142);
        Clock.Read().ShouldBe(142_857_142);
        Clock.Set(100_000_000).ShouldBe(100_000_000);
        _registers.Unlocked.ShouldBeTrue();
    }

    [Fact]
    public void Never_clocks_faster_than_asked()
    {
        foreach (var hertz in (long[])[10_000_000, 33_400_000, 50_000_000, 112_000_000, 250_000_000])
            Clock.Set(hertz).ShouldBeLessThanOrEqualTo(hertz);
    }

    [Fact]
    public void What_no_divisor_gives_is_refused()
    {
        Should.Throw<AcceleratorException>(() => Clock.Set(950_000_000)).Message.ShouldContain("cannot be 950 MHz");
        _registers[0x170] = 0;
        Should.Throw<AcceleratorException>(() => Clock.Read()).Message.ShouldContain("FPGA0_CLK_CTRL 0x0");
    }

    private sealed class SystemRegisters : Dictionary<uint, uint>, IRegisters
    {
        public bool Unlocked { get; private set; }

        public uint Read32(uint offset) => this[offset];

        public void Write32(uint offset, uint value)
        {
            if (offset == 0x008 && value == 0xDF0D)
                Unlocked = true;
            else if (Unlocked && offset == 0x170)
                this[offset] = value;
            else
                throw new InvalidOperationException($"0x{value:x} is written to 0x{offset:x}.");
        }
    }
}
