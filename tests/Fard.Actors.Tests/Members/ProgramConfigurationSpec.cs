using Akka.Configuration;
using Fard.Actors.Members;

namespace Fard.Actors.Tests.Members;

public class ProgramConfigurationSpec
{
    [Fact]
    public void The_defaults_are_those_of_reference_conf()
    {
        var settings = ProgramConfiguration.Read(FardConfig.Reference);
        settings.ShouldBe(new() { Time = settings.Time });
    }

    [Fact]
    public void Reads_what_is_configured()
    {
        var settings = Read("python = python3.8, python-path = /opt/fard, socket-folder = /run/fard, run-timeout = 5s, chunks-in-flight = 1");
        (settings.Python, settings.PythonPath, settings.SocketFolder, settings.RunTimeout, settings.ChunksInFlight)
            .ShouldBe(("python3.8", "/opt/fard", "/run/fard", TimeSpan.FromSeconds(5), 1));
    }

    [Theory]
    [InlineData("hello-timeout = 0s", "hello-timeout")]
    [InlineData("max-requests = 1", "max-requests")]
    [InlineData("beat-timeout = 1s", "has to be longer than beat-interval")]
    [InlineData("run-timeout = soon", "run-timeout")]
    public void Refuses_what_is_impossible(string text, string says) => Should.Throw<FardConfigurationException>(() => Read(text)).Message.ShouldContain(says);

    private static Fard.Actors.Programs.Processes.ProgramSettings Read(string text) =>
        ProgramConfiguration.Read(ConfigurationFactory.ParseString($"fard.board.programs {{ {text} }}").WithFallback(FardConfig.Reference));
}
