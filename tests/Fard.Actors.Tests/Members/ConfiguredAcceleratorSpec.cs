using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Hardware.Boards;

namespace Fard.Actors.Tests.Members;

public class ConfiguredAcceleratorSpec
{
    [Theory]
    [InlineData("emulated", "emulated")]
    [InlineData("c-simulation", "c-simulation")]
    [InlineData("hls-csim", "c-simulation")]
    [InlineData("rtl-simulation", "rtl-simulation")]
    [InlineData("rtl", "rtl-simulation")]
    public async Task Makes_what_the_configuration_names(string accelerator, string kind)
    {
        var create = ConfiguredAccelerator.Read(Configuration(accelerator, "none"), BoardCatalog.PynqZ1);
        await using var first = create();
        await using var second = create();
        first.Kind.ShouldBe(kind);
        second.ShouldNotBeSameAs(first);
    }

    [Theory]
    [InlineData("quantum", "board", "fard.board.accelerator is 'quantum'; this release has emulated, c-simulation, rtl-simulation (also hls-csim for c-simulation, rtl for rtl-simulation)")]
    [InlineData("rtl", "slow", "fard.board.pace is 'slow'")]
    public void Explains_what_it_does_not_know(string accelerator, string pace, string message) =>
        Should.Throw<FardConfigurationException>(() => ConfiguredAccelerator.Read(Configuration(accelerator, pace), BoardCatalog.PynqZ1)).Message.ShouldContain(message);

    private static Config Configuration(string accelerator, string pace) =>
        ConfigurationFactory.ParseString($"fard.board {{ accelerator = \"{accelerator}\", pace = {pace} }}");
}
