using Fard.Hardware.Accelerators;
using Fard.Hardware.Tests.Zynq.Configuration;
using Fard.Hardware.Zynq.Configuration;
using Fard.Hardware.Zynq.Linux;
using Fard.Networks.Tests.SharedData;

namespace Fard.Hardware.Tests.Zynq.Linux;

public sealed class FpgaManagerSpec : IDisposable
{
    private readonly FakeBoard _board = new();

    private FpgaManager Manager => new(_board);

    public void Dispose() => _board.Dispose();

    [Fact]
    public void Loads_a_bitstream_as_a_swapped_bin_below_the_firmware_folder()
    {
        var bit = Bit(SmallBit.Z020);
        Manager.State.ShouldBe("unknown");
        Manager.Load(bit);
        Manager.State.ShouldBe("operating");
        var name = _board.List(BoardPaths.Firmware).ShouldHaveSingleItem();
        File.ReadAllBytes(_board.PathOf($"{BoardPaths.Firmware}/{name}")).ShouldBe(bit.ToBin());
        _board.Loads.ShouldBe([$"{name} flags 0"]);
    }

    [Fact]
    public void Loads_a_part_with_its_flag_and_writes_the_same_file_once()
    {
        var bit = Bit(SmallBit.Z020);
        Manager.Load(bit);
        Manager.Load(bit, partial: true);
        _board.Loads.Select(load => load[^1]).ShouldBe(['0', '1']);
        _board.List(BoardPaths.Firmware).Count.ShouldBe(1);
    }

    [SharedDataFact]
    public void Loads_the_published_overlay()
    {
        Manager.Load(BitFile.Load(Overlay.Bit));
        Manager.State.ShouldBe("operating");
    }

    [Fact]
    public void A_bitstream_for_another_part_is_an_error_with_the_kernels_state()
    {
        Should.Throw<AcceleratorException>(() => Manager.Load(Bit(0x0373_1093))).Message.ShouldContain("state 'write complete error'; Invalid argument");
        Manager.Load(Bit(SmallBit.Z020));
        Manager.State.ShouldBe("operating");
    }

    [Fact]
    public void A_raw_bit_and_a_missing_file_get_the_kernels_words()
    {
        File.WriteAllBytes(_board.PathOf($"{BoardPaths.Firmware}/raw.bit"), SmallBit.File("7z020clg400", SmallBit.Words()));
        Should.Throw<IOException>(() => _board.Write($"{BoardPaths.FpgaManager}/firmware", "raw.bit"));
        Manager.State.ShouldBe("write init error");
        Should.Throw<IOException>(() => _board.Write($"{BoardPaths.FpgaManager}/firmware", "none.bin"));
        Manager.State.ShouldBe("firmware request error");
    }

    [Fact]
    public void A_mainline_kernel_is_named()
    {
        _board.Remove($"{BoardPaths.FpgaManager}/flags");
        Should.Throw<AcceleratorException>(() => Manager.Load(Bit(SmallBit.Z020))).Message.ShouldContain("no attribute flags: this is a mainline kernel");
        _board.Loads.ShouldBeEmpty();
    }

    [Fact]
    public void No_manager_at_all_is_named()
    {
        _board.Remove(BoardPaths.FpgaManager);
        Should.Throw<AcceleratorException>(() => Manager.Load(Bit(SmallBit.Z020))).Message.ShouldStartWith("There is no FPGA manager (/sys/class/fpga_manager/fpga0).");
        Should.Throw<AcceleratorException>(() => Manager.State);
    }

    [Fact]
    public void A_firmware_folder_that_cannot_be_written_is_named()
    {
        _board.Remove(BoardPaths.Firmware);
        _board.Put(BoardPaths.Firmware, "a file");
        Should.Throw<AcceleratorException>(() => Manager.Load(Bit(SmallBit.Z020))).Message.ShouldContain("cannot be written");
    }

    private static BitFile Bit(uint idCode) => BitFile.Parse("small.bit", SmallBit.File("7z020clg400", SmallBit.Words(idCode)));
}
