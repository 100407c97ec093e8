using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Hardware.Boards;

namespace Fard.Actors.Tests.Members;

public class ConfiguredDeviceSpec
{
    [Theory]
    [InlineData("emulated")]
    [InlineData("hls-csim")]
    [InlineData("rtl")]
    [InlineData("zynq")]
    public async Task Makes_the_device_that_is_named(string kind)
    {
        await using var device = ConfiguredDevice.Create(BoardCatalog.PynqZ1, Configured($"fard.board.device = {kind}"));
        device.Kind.ShouldBe(kind);
        device.Loaded.ShouldBeNull();
    }

    [Fact]
    public void Reads_how_a_real_board_is_reached()
    {
        var options = ConfiguredDevice.Zynq(Configured("fard.board.zynq { root = \"/boards/one\", buffer-device = udmabuf1, crystal = 50000000, interrupts = off, start-limit = 3s }"));
        options.Files.PathOf("/dev/mem").ShouldBe("/boards/one/dev/mem");
        (options.BufferDevice, options.CrystalHertz, options.UseInterrupts, options.StartLimit).ShouldBe(("udmabuf1", 50_000_000L, false, TimeSpan.FromSeconds(3)));
        ConfiguredDevice.Zynq(Configured("")).CrystalHertz.ShouldBeNull();
    }

    [Theory]
    [InlineData("fard.board.device = fpga", "fard.board.device is 'fpga'; there are emulated, hls-csim")]
    [InlineData("fard.board.pace = slow", "fard.board.pace is 'slow'; expected board")]
    [InlineData("fard.board { device = zynq, zynq.images-per-start = 0 }", "fard.board.zynq.images-per-start is 0; expected 1 to")]
    public void Says_what_is_wrong(string text, string problem) =>
        Should.Throw<FardConfigurationException>(() => ConfiguredDevice.Create(BoardCatalog.PynqZ1, Configured(text))).Message.ShouldStartWith(problem);

    private static Config Configured(string text) => ConfigurationFactory.ParseString(text).WithFallback(FardConfig.Reference);
}
