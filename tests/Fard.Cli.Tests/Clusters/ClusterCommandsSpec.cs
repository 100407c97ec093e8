using System.Text.Json;
using Fard.Cli.CommandLine;
using Fard.Cli.Tests.Commands;

namespace Fard.Cli.Tests.Clusters;

public class ClusterCommandsSpec
{
    private readonly SampleCluster _cluster = new();

    [Fact]
    public async Task Lists_boards_in_columns_that_scripts_can_take_apart()
    {
        var run = await RunAsync("boards list");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ReplaceLineEndings("\n").ShouldBe(
            """
            NAME     TYPE     STATE    FPGAS  JOBS      LOADED
            board-1  pynq-z1  healthy  1      01234567  tiny@0..1
            board-2  pynq-z1  leaving  1      free      none

            """.ReplaceLineEndings("\n"));
        (await RunAsync("boards list -o wide")).Output.ShouldContain("CHUNKS-AT");
    }

    [Theory]
    [InlineData("cluster list", "akka.tcp://fard@10.0.0.2:4053", "unreachable")]
    [InlineData("cluster describe 10.0.0.1:4053", "hosts it", "leader:        yes")]
    [InlineData("boards describe board-1", "100 images in 100 runs, busy for 1.0s", "queued chunks: 3")]
    [InlineData("jobs list", "01234567", "running", "25%", "failed")]
    [InlineData("jobs list -o wide", "Board board-3 was lost.")]
    [InlineData("jobs describe 012345", "100 in 100 chunks, 25% done", "second_stage", "loading bitstream 1.0s, computing now")]
    [InlineData("jobs describe 01239", "BoardLost: Board board-3 was lost.")]
    [InlineData("apps list", "two_stage", "cnvW2A2")]
    [InlineData("apps describe two_stage", "0 queued, 1 running", "0..1")]
    [InlineData("events", "node-manager-started", "Job failed.")]
    [InlineData("events --job 01239", "Job failed.")]
    [InlineData("logs", "The node manager starts.", "warning board-1  A run is repeated.")]
    [InlineData("logs --follow --job 012345", "A run is repeated.")]
    [InlineData("top --interval 1 --count 1", "board-1", "BOTTLENECK")]
    [InlineData("completion bash", "complete")]
    [InlineData("completion zsh", "compdef")]
    [InlineData("completion fish", "complete -f -c fard")]
    [InlineData("completion pwsh", "Register-ArgumentCompleter")]
    public async Task Prints(string arguments, params string[] mentions)
    {
        var run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
        foreach (var mention in mentions)
            run.Output.ShouldContain(mention);
        run.Output.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("cluster list --json", "address")]
    [InlineData("boards list -o json", "fpgas")]
    [InlineData("boards describe board-1 --json", "fpgas")]
    [InlineData("jobs list --json", "positions")]
    [InlineData("jobs describe 012345 --json", "timeline")]
    [InlineData("apps describe two_stage -o json", "positions")]
    [InlineData("apps list --json", "running")]
    [InlineData("top --interval 1 --count 1 --json", "imagesPerSecond")]
    public async Task Prints_json_that_is_json(string arguments, string mention)
    {
        var run = await RunAsync(arguments);
        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetRawText().ShouldContain($"\"{mention}\"");
    }

    [Theory]
    [InlineData("events --json", 3)]
    [InlineData("logs --json", 2)]
    [InlineData("logs --json --level warning", 1)]
    [InlineData("logs --json --board board-1", 1)]
    public async Task Prints_a_line_of_json_for_each_item(string arguments, int lines)
    {
        var run = await RunAsync(arguments);
        var items = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        items.Length.ShouldBe(lines);
        foreach (var item in items)
            JsonDocument.Parse(item).Dispose();
    }

    [Theory]
    [InlineData("boards describe bord-1", 1, "Did you mean board-1?")]
    [InlineData("apps describe two_stag", 1, "Did you mean two_stage?")]
    [InlineData("cluster describe 10.0.0.9:1", 1, "There is no member")]
    [InlineData("jobs describe 0123", 2, "Give more digits")]
    [InlineData("jobs describe ffff", 1, "fard jobs list")]
    [InlineData("jobs cancel zz", 2, "no id of a job")]
    [InlineData("jobs cancel 01239", 1, "waits or runs")]
    [InlineData("logs --board bord-1", 1, "Did you mean board-1?")]
    [InlineData("logs --level loud", 2, "loud")]
    [InlineData("boards lits", 2, "list")]
    [InlineData("bords", 2, "boards")]
    [InlineData("boards list --wach", 2, "--watch")]
    [InlineData("boards list -o yaml", 2, "yaml")]
    [InlineData("completion tcsh", 2, "tcsh")]
    [InlineData("bench --app two_stage --batch 0", 2, "1 to 100000")]
    [InlineData("bench --app two_stag", 1, "Did you mean two_stage?")]
    [InlineData("jobs submit --app tow_stage --images x.png", 1, "Did you mean two_stage?")]
    [InlineData("jobs submit --app two_stage --images x.png --id 12", 2, "32 hexadecimal digits")]
    public async Task A_mistake_says_the_next_step(string arguments, int exitCode, string saying) => (await RunAsync(arguments)).ShouldBeMistake(exitCode, saying);

    [Fact]
    public async Task Cancels_a_job_by_its_short_id_with_a_reason()
    {
        var run = await RunAsync("jobs cancel 012345 --reason maintenance");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain($"cancelled {SampleCluster.Running}");
        _cluster.Cancelled.ShouldBe([(SampleCluster.Running, "maintenance")]);
    }

    [Fact]
    public async Task One_unknown_id_cancels_nothing()
    {
        (await RunAsync("jobs cancel 012345 ffff")).ExitCode.ShouldBe(1);
        _cluster.Cancelled.ShouldBeEmpty();
    }

    [Fact]
    public async Task Completes_commands_and_options()
    {
        var run = await CommandRun.OfAsync("[suggest:7]", "boards ");
        run.Output.ShouldContain("list");
        run.Output.ShouldContain("describe");
        (await CommandRun.OfAsync("[suggest:12]", "jobs list --")).Output.ShouldContain("--watch");
    }

    private async Task<CommandRun> RunAsync(string arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, outputIsTerminal: false, errorIsTerminal: false);
        var exitCode = await Fard.Cli.Commands.FardCommand.RunAsync(arguments.Split(' '), terminal, TimeProvider.System, (_, _) => Task.FromResult(_cluster.Connect()));
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
