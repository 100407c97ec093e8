using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Linux;

namespace Fard.Hardware.Tests.Zynq.Linux;

public sealed class DmaBuffersSpec : IDisposable
{
    private readonly FakeBoard _board = new(bufferBytes: 64 << 10);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Bytes_cross_by_sync_only()
    {
        using var buffers = DmaBuffers.Open(_board);
        using var first = buffers.Allocate(100);
        using var second = buffers.Allocate(100);
        first.DeviceAddress.ShouldBe(_board.DeviceAddress);
        second.DeviceAddress.ShouldBe(_board.DeviceAddress + 4096);

        second.Bytes[..100].Fill(7);
        _board.OnDevice(second.DeviceAddress, 1)[0].ShouldBe((byte)0x5A);
        second.SyncForDevice(100);
        _board.OnDevice(second.DeviceAddress, 100).ToArray().ShouldAllBe(value => value == 7);
        _board.OnDevice(second.DeviceAddress + 100, 1)[0].ShouldBe((byte)0x5A);
        _board.OnDevice(first.DeviceAddress, 1)[0].ShouldBe((byte)0x5A);

        _board.OnDevice(first.DeviceAddress, 100).Fill(9);
        first.Bytes[0].ShouldBe((byte)0xA5);
        first.SyncForProcessor(100);
        first.Bytes.ToArray().ShouldAllBe(value => value == 9);
    }

    [Fact]
    public void Memory_that_was_given_back_is_used_again()
    {
        using var buffers = DmaBuffers.Open(_board, "udmabuf0");
        var first = buffers.Allocate(40_000);
        Should.Throw<AcceleratorException>(() => buffers.Allocate(40_000)).Message.ShouldContain("40000 of 65536 are in use");
        using var second = buffers.Allocate(10_000);
        first.Dispose();
        first.Dispose();
        using var third = buffers.Allocate(30_000);
        third.DeviceAddress.ShouldBe(_board.DeviceAddress);
        Should.Throw<ObjectDisposedException>(() => first.SyncForDevice(1));
        Should.Throw<ArgumentOutOfRangeException>(() => third.SyncForDevice(30_001));
    }

    [Theory]
    [InlineData("phys_addr", "1234", "no address")]
    [InlineData("size", "many", "expected 4096 to")]
    [InlineData("size", "100", "expected 4096 to")]
    public void Attributes_that_make_no_sense_are_named(string attribute, string text, string problem)
    {
        _board.Put($"{BoardPaths.DmaBuffers}/udmabuf0/{attribute}", text);
        Should.Throw<AcceleratorException>(() => DmaBuffers.Open(_board)).Message.ShouldContain(problem);
    }

    [Fact]
    public void A_missing_device_is_named()
    {
        Should.Throw<AcceleratorException>(() => DmaBuffers.Open(_board, "udmabuf7")).Message.ShouldStartWith("There is no u-dma-buf device udmabuf7");
        _board.Remove(BoardPaths.DmaBuffers);
        Should.Throw<AcceleratorException>(() => DmaBuffers.Open(_board)).Message.ShouldContain("modprobe u-dma-buf");
    }
}
