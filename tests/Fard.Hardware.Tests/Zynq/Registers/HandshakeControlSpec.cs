using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Registers;

namespace Fard.Hardware.Tests.Zynq.Registers;

public class HandshakeControlSpec
{
    [Fact]
    public void Starts_and_waits_until_done()
    {
        var computed = 0;
        var registers = new FakeKernelRegisters([], _ => computed++) { ReadsUntilDone = 7 };
        var control = Control(registers);
        control.CheckIdle();
        control.Run();
        computed.ShouldBe(1);
        control.CheckIdle();
        control.Run();
        (computed, registers.Starts).ShouldBe((2, 2));
    }

    [Fact]
    public void Gives_up_a_kernel_that_never_finishes()
    {
        var registers = new FakeKernelRegisters([], _ => { }) { ReadsUntilDone = -1 };
        Should.Throw<AcceleratorException>(() => Control(registers).Run()).Message.ShouldStartWith("The kernel was not done 10 s after its start (control register 0x1).");
        Should.Throw<AcceleratorException>(() => Control(registers).CheckIdle()).Message.ShouldContain("is not idle before its start");
        registers.Starts.ShouldBe(1);
    }

    private static HandshakeControl Control(IRegisters registers) => new(registers, 0, TimeSpan.FromSeconds(10), new SteppingTime());

    /// <summary>A second passes with every look at it.</summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
