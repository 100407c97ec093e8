using System.Buffers.Binary;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Zynq.Linux;

namespace Fard.Hardware.Tests.Zynq.Linux;

/// <summary>Plain files stand for device memory here: addresses and widths can be seen in them, the life of registers cannot.</summary>
public sealed class MappedRegistersSpec : IDisposable
{
    private const ulong Address = 0x20_0000;

    private readonly FakeBoard _board = new();

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Registers_lie_in_physical_memory_at_their_address()
    {
        using var memory = File.OpenHandle(_board.PathOf("/dev/mem"), access: FileAccess.ReadWrite, share: FileShare.ReadWrite);
        RandomAccess.SetLength(memory, 0x30_0000);
        using var registers = MappedRegisters.Open(_board, Address, 0x1_0000);
        registers.UserIo.ShouldBeNull();
        registers.Write32(0x5C, 0x1234_5678);
        registers.Read32(0x5C).ShouldBe(0x1234_5678u);
        var word = new byte[4];
        RandomAccess.Read(memory, word, (long)Address + 0x5C);
        BinaryPrimitives.ReadUInt32LittleEndian(word).ShouldBe(0x1234_5678u);
        Should.Throw<ArgumentOutOfRangeException>(() => registers.Read32(0x1_0000));
        Should.Throw<ArgumentOutOfRangeException>(() => registers.Write32(2, 0));
    }

    [Fact]
    public void A_uio_device_with_that_address_is_preferred()
    {
        UserIo("uio0", "0x40000000", "0x00010000");
        UserIo("uio1", "0x00200000", "0x00010000");
        using var registers = MappedRegisters.Open(_board, Address, 0x1_0000);
        registers.UserIo.ShouldBe("uio1");
        registers.Write32(0, 5);
        registers.Dispose();
        File.ReadAllBytes(_board.PathOf("/dev/uio1"))[0].ShouldBe((byte)5);
        Should.Throw<ObjectDisposedException>(() => registers.Read32(0));
    }

    [Fact]
    public void Memory_that_cannot_be_opened_is_named()
    {
        _board.Remove("/dev/mem");
        Should.Throw<AcceleratorException>(() => MappedRegisters.Open(_board, Address, 4096)).Message.ShouldContain("/dev/mem cannot be opened: No such file or directory");
    }

    private void UserIo(string name, string address, string size)
    {
        _board.Put($"{BoardPaths.UserIo}/{name}/maps/map0/addr", address + "\n");
        _board.Put($"{BoardPaths.UserIo}/{name}/maps/map0/size", size + "\n");
        File.WriteAllBytes(_board.PathOf($"/dev/{name}"), new byte[0x1_0000]);
    }
}
