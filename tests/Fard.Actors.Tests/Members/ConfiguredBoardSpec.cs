using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Accelerators.Faults;

namespace Fard.Actors.Tests.Members;

public class ConfiguredBoardSpec
{
    [Fact]
    public async Task Injects_no_fault_unless_it_is_asked_to()
    {
        var board = Create("");
        board.Accelerators.Single().ShouldBeOfType<EmulatedAccelerator>();
        board.Devices.RunRetries.ShouldBe(2);
        board.DrainTimeout.ShouldBe(TimeSpan.FromSeconds(60));
        await board.Accelerators.Single().DisposeAsync();
    }

    [Theory]
    [InlineData("emulated", 30, 10)]
    [InlineData("hls-csim", 600, 60)]
    [InlineData("rtl", 1200, 600)]
    public async Task Simulators_have_more_time(string device, int loadSeconds, int runSeconds)
    {
        var board = Create($"fard.board.device = {device}");
        (board.Devices.LoadTimeout, board.Devices.RunTimeoutFloor).ShouldBe((TimeSpan.FromSeconds(loadSeconds), TimeSpan.FromSeconds(runSeconds)));
        await board.Accelerators.Single().DisposeAsync();
    }

    [Theory]
    [InlineData("fail-rate = 0.5")]
    [InlineData("hang-rate = 1")]
    [InlineData("load-fail-rate = 0.01")]
    public async Task Injects_faults_into_every_fpga(string rate)
    {
        var board = Create($"fard.board.fpgas = 2, fard.board.faults {{ {rate} }}");
        board.Accelerators.Length.ShouldBe(2);
        board.Accelerators.ShouldAllBe(accelerator => accelerator is FlakyAccelerator);
        foreach (var accelerator in board.Accelerators) await accelerator.DisposeAsync();
    }

    [Theory]
    [InlineData("fard.board.faults.fail-rate = 1.5", "fard.board.faults.fail-rate is 1.5; expected 0 to 1")]
    [InlineData("fard.board.faults.hang-rate = -1", "fard.board.faults.hang-rate")]
    [InlineData("fard.board.faults { fail-rate = 0.6, hang-rate = 0.6 }", "more than 1 together")]
    [InlineData("fard.board.faults.load-fail-rate = often", "fard.board.faults.load-fail-rate")]
    [InlineData("fard.board.run-retries = -1", "fard.board.run-retries")]
    [InlineData("fard.board.drain-timeout = 0s", "fard.board.drain-timeout")]
    public void Says_what_is_wrong(string config, string reason) =>
        Should.Throw<FardConfigurationException>(() => Create(config)).Message.ShouldContain(reason);

    private static Fard.Actors.Boards.BoardSetup Create(string config) =>
        ConfiguredBoard.Create("board", FardConfig.WithReference(ConfigurationFactory.ParseString(config)), _ => { });
}
