using System.Buffers.Binary;
using System.Diagnostics;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Linux;

namespace Fard.Hardware.Tests.Zynq.Linux;

/// <summary>A named pipe stands for the device: what the driver writes can be read, and what is written wakes it.</summary>
public sealed class UserIoInterruptSpec : IDisposable
{
    private readonly FakeBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Arms_and_waits_by_four_bytes()
    {
        var path = _board.PathOf("/dev/uio0");
        Process.Start("mkfifo", path).WaitForExit();
        using var interrupt = new UserIoInterrupt(_board, "uio0");
        using var kernel = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        interrupt.Wait(TimeSpan.Zero).ShouldBeFalse();

        interrupt.Arm();
        var word = new byte[8];
        kernel.Read(word).ShouldBe(4);
        BinaryPrimitives.ReadUInt32LittleEndian(word).ShouldBe(1u);

        kernel.Write([3, 0, 0, 0]);
        interrupt.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        interrupt.Wait(TimeSpan.Zero).ShouldBeFalse();
    }

    [Fact]
    public void A_missing_device_is_named() =>
        Should.Throw<AcceleratorException>(() => new UserIoInterrupt(_board, "uio3")).Message.ShouldContain("/dev/uio3 cannot be opened");
}
