using System.Collections.Immutable;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Kernels;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Tests.Zynq.Kernels;

public sealed class FinnKernelDriverSpec
{
    private const int InputBytes = 12, OutputBytes = 1;

    private readonly FakeDeviceMemory _memory = new();
    private readonly List<string> _starts = [];
    private readonly FakeKernelRegisters _input;
    private readonly FakeKernelRegisters _output;

    public FinnKernelDriverSpec()
    {
        _input = new FakeKernelRegisters([0x10, 0x14, 0x1c], registers => _starts.Add($"input {registers[0x1c]}")) { ReadsUntilDone = 1 };
        _output = new FakeKernelRegisters([0x10, 0x14, 0x1c], Compute) { ReadsUntilDone = 2 };
    }

    [Fact]
    public void Sums_tensors_in_several_starts()
    {
        using var driver = Driver();
        var input = Enumerable.Range(0, 5 * InputBytes).Select(i => (byte)i).ToArray();
        var output = new byte[5];
        driver.Run(input, output, 5, default);
        output.ShouldBe(input.Chunk(InputBytes).Select(tensor => (byte)tensor.Sum(value => value)));
        _output.Starts.ShouldBe(3);
        _input.Starts.ShouldBe(3);
    }

    [Fact]
    public void A_dataflow_that_hangs_is_an_error_and_stays_one()
    {
        _output.ReadsUntilDone = -1;
        using var driver = Driver(TimeSpan.Zero);
        Should.Throw<AcceleratorException>(() => driver.Run(new byte[InputBytes], new byte[1], 1, default)).Message.ShouldContain("was not done");
        Should.Throw<AcceleratorException>(() => driver.Run(new byte[InputBytes], new byte[1], 1, default)).Message.ShouldContain("is not idle");
    }

    [Fact]
    public void Refuses_lengths_that_do_not_fit()
    {
        using var driver = Driver();
        Should.Throw<ArgumentException>(() => driver.Run(new byte[11], new byte[1], 1, default)).Message.ShouldContain("1 images have 12 bytes, not 11");
        Should.Throw<ArgumentException>(() => driver.Run(new byte[12], [], 1, default)).Message.ShouldContain("need 1 bytes, not 0");
    }

    [Fact]
    public void Gives_its_memory_back()
    {
        Driver().Dispose();
        _memory.LiveBuffers.ShouldBe(0);
    }

    [Fact]
    public void Writes_weights_from_offset_zero()
    {
        var memory = new FakeKernelRegisters([16], _ => { });
        FinnKernelDriver.LoadWeights(new Words(), "00000001\n ffffffff\r\n\nA5\n").ShouldBe(3);
        Should.Throw<FormatException>(() => FinnKernelDriver.LoadWeights(memory, "1\nxyz\n")).Message.ShouldBe("Weight word 1 is 'xyz'; expected up to 8 hexadecimal digits.");
        Should.Throw<FormatException>(() => FinnKernelDriver.LoadWeights(memory, "123456789")).Message.ShouldStartWith("Weight word 0 is '123456789'");
    }

    [Fact]
    public void Finds_a_movers_registers_in_the_hand_off()
    {
        var registers = ImmutableDictionary<string, uint>.Empty.Add("CTRL", 0).Add("in0_V_1", 0x10).Add("in0_V_2", 0x14).Add("numReps", 0x1c);
        var kernel = new HandoffKernel("finn.hwh", "idma0", "idma0", 0x4000_0000, 4096, registers, null);
        FinnRegisterMap.Of(kernel).ShouldBe(new FinnRegisterMap(0, 0x10, 0x14, 0x1c));
        FinnRegisterMap.Of(kernel with { Registers = registers.Remove("in0_V_2") }).ShouldBe(FinnRegisterMap.Default);
        Should.Throw<ConfigurationFormatException>(() => FinnRegisterMap.Of(kernel with { Registers = registers.Remove("in0_V_2").Remove("in0_V_1") })).Message.ShouldContain("0 address registers");
    }

    private FinnKernelDriver Driver(TimeSpan? limit = null)
    {
        // Addresses of the fake memory have 64 bits, so the movers have too.
        var map = FinnRegisterMap.Default with { AddressHigh = 0x14 };
        return new FinnKernelDriver(
            (_input, map), (_output, map), InputBytes, OutputBytes, _memory, new KernelDriverOptions { ImagesPerStart = 2, StartLimit = limit ?? TimeSpan.FromSeconds(30) });
    }

    // The dataflow: what the input mover was given is summed when the output mover is done; an output that was started after its input fails.
    private void Compute(FakeKernelRegisters registers)
    {
        var images = (int)registers[0x1c];
        _input[0x1c].ShouldBe((uint)images);
        var input = _memory.OnDevice(Address(_input), images * InputBytes);
        var output = _memory.OnDevice(Address(_output), images * OutputBytes);
        for (var i = 0; i < images; i++)
        {
            var sum = 0;
            foreach (var value in input.Slice(i * InputBytes, InputBytes))
                sum += value;
            output[i] = (byte)sum;
        }

        // The input mover ended when the dataflow had taken everything.
        while ((_input.Read32(0) & 4) == 0)
        {
        }
    }

    private static ulong Address(FakeKernelRegisters registers) => registers.Get64(0x10, 0x14);

    private sealed class Words : IRegisters
    {
        public uint Read32(uint offset) => throw new NotSupportedException();

        public void Write32(uint offset, uint value) => (offset, value).ShouldBeOneOf((0u, 1u), (4u, uint.MaxValue), (8u, 0xA5u));
    }
}
