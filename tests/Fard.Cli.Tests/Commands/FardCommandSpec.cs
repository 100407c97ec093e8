namespace Fard.Cli.Tests.Commands;

public class FardCommandSpec
{
    [Theory]
    [InlineData("--help", "demo", "head", "board", "submit", "infer", "bitstream")]
    [InlineData("demo --help", "--boards", "--jobs", "--images", "--pace", "--split", "--json")]
    [InlineData("head --help", "--config", "--json", "head.conf")]
    [InlineData("board --help", "--config", "--json", "board.conf")]
    [InlineData("serve --help", "--config", "--json", "HTTP and gRPC")]
    [InlineData("token create --help", "--name", "--role", "--json")]
    [InlineData("submit --help", "--app", "--images", "--scores", "--json")]
    [InlineData("apps --help", "send", "restart", "kill", "tasks", "output")]
    [InlineData("apps send --help", "FOLDER", "--no-wait", "--collect-output", "--json", "config.yaml")]
    [InlineData("infer --help", "--network", "--parameters", "--images", "--scores", "--json")]
    [InlineData("bitstream --help", "list", "verify", "pack")]
    public async Task Helps_at_every_level(string arguments, params string[] mentions)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));

        run.ExitCode.ShouldBe(0);
        foreach (var mention in mentions)
            run.Output.ShouldContain(mention);
        run.Output.ShouldNotContain("until-stdin-closes");
    }

    [Fact]
    public async Task Suggests_a_command_that_was_meant()
    {
        var run = await CommandRun.OfAsync("infr");

        run.ExitCode.ShouldBe(2);
        (run.Output + run.Error).ShouldContain("infer");
    }

    [Theory]
    [InlineData("demo --boards 0", "1 to 16")]
    [InlineData("demo --jobs 0", "1 to 100000")]
    [InlineData("demo --images -3", "1 to 10000")]
    [InlineData("demo --jobs many", "many")]
    [InlineData("demo --pace slow", "slow")]
    [InlineData("demo --split 8", "0 to 7")]
    [InlineData("demo --split 5 2 --boards 3", "above the one before")]
    [InlineData("demo --split 2 5", "--boards 3")]
    [InlineData("demo --boards 4 --split 5 --replicas 3", "positions")]
    [InlineData("demo --boards 4 --split 5 --replicas 3 2", "--boards 5")]
    [InlineData("demo --boards 4 --replicas 0", "from 1 on")]
    [InlineData("infer --network cnvW2A2", "--parameters")]
    public async Task Refuses_what_makes_no_sense(string arguments, string saying) =>
        (await CommandRun.OfAsync(arguments.Split(' '))).ShouldBeMistake(2, saying);

    [Theory]
    [InlineData("head")]
    [InlineData("board")]
    public async Task Explains_a_configuration_that_is_not_there(string role) =>
        (await CommandRun.OfAsync(role, "--config", "no-such.conf")).ShouldBeMistake(1, "no-such.conf");

    [Fact]
    public async Task Explains_a_folder_that_is_no_application() =>
        (await CommandRun.OfAsync("apps", "send", AppContext.BaseDirectory)).ShouldBeMistake(1, "has no config.yaml and no application.conf");

    [Fact]
    public async Task Refuses_a_configuration_of_another_role() =>
        (await CommandRun.OfAsync("head", "--config", Path.Combine(Installation.InstalledFiles.Configurations, "board.conf"))).ShouldBeMistake(2, "role head");
}
