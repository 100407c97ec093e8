using System.Text.Json;
using Akka.Configuration;
using Fard.Actors.Applications;
using Fard.Networks.Description;

namespace Fard.Cli.Tests.Commands;

public class PlanCommandSpec
{
    [Theory]
    [InlineData("plan --help", "--network", "--boards", "--objective", "--strategy", "--pin", "--keep-free", "--max-luts", "--out", "--apply", "--watch", "--json", "--svg")]
    [InlineData("split analyze --help", "--network", "--board", "--images", "--csv", "--json", "--svg")]
    [InlineData("train scaling --help", "--transceivers", "250 Gbit/s")]
    [InlineData("train plan --help", "--network", "--boards", "--link-gbps")]
    [InlineData("fold --help", "--network", "--board", "--rate")]
    public async Task Helps(string arguments, params string[] mentions)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));
        run.ExitCode.ShouldBe(0);
        foreach (var mention in mentions)
            run.Output.ShouldContain(mention);
    }

    [Theory]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2", "1,736.1 images/s")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --objective least-transfer", "64 bytes/image between boards")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --objective balanced-resources", "0..4")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=3 --objective fewest-boards --rate 1500", "boards       2 of 3 used; free: pynq-z1-3")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=9 --strategy core-assignment", "8..8")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=3 --pin 0=pynq-z1-3 --strategy pipeline --objective least-transfer", "pynq-z1-3")]
    [InlineData("plan --network resnet50 --boards m-kubos=4 --objective balanced-time", "75.1 images/s; modelled 75.5")]
    [InlineData("plan --network cnvW2A2 cnvW1A1 --boards pynq-z1=4 --share cnvW1A1=8", "2 networks side by side")]
    [InlineData("split analyze --network cnvW2A2 --board pynq-z1", "-0.72")]
    [InlineData("split analyze --network lfcW1A1", "Power: ")]
    [InlineData("split fifos --network cnvW2A2 --depths 128 512", "123,232")]
    [InlineData("train plan --network vgg16 --boards 8 --link-gbps 250", "our model")]
    [InlineData("train scaling --boards 40", "linear to")]
    [InlineData("fold --network cnvW2A2 --rate 868", "own folding")]
    public async Task Shows_a_plan(string arguments, string saying)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain(saying);
        run.Output.ShouldContain("odel");
    }

    [Theory]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --json", "{")]
    [InlineData("plan --network cnvW2A2 cnvW1A1 --boards pynq-z1=2 --json", "[")]
    [InlineData("split analyze --network cnvW2A2 --json", "{")]
    [InlineData("train plan --network alexnet --boards 2 --json", "{")]
    [InlineData("train scaling --boards 8 --json", "[")]
    [InlineData("fold --network lfcW1A1 --board zc706 --rate 100 --json", "{")]
    public async Task Prints_json_that_says_it_is_modelled(string arguments, string beginning)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldStartWith(beginning);
        using var json = JsonDocument.Parse(run.Output);
        var first = beginning == "[" ? json.RootElement[0] : json.RootElement;
        first.GetProperty("modelled").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=0", "1 to 1024")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=1,pynq-z1=1", "twice")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=1=2", "no kind of board")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1 --objective best", "best")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --objective fewest-boards", "asks for a rate")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --rate 5", "fewest-boards")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --rate many", "no number above 0")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --pin 9=pynq-z1-1", "0..8")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --pin zero", "LAYER=BOARD")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --keep-free board-7", "not among the boards")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --max-luts 0", "no LUT")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --stages 3 --objective balanced-time", "1 to 2")]
    [InlineData("plan --network cnvW2A2 cnvW1A1 --boards pynq-z1=2 --objective response", "for one network")]
    [InlineData("plan --network cnvW2A2 cnvW1A1 --boards pynq-z1=2 --share lfcW1A1=2", "not planned for")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --share 2", "several networks")]
    [InlineData("plan --network resnet50 --boards pynq-z1=4", "m-kubos=4")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1 --csv --json", "exclude each other")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1 --link 0", "above 0")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --apply", "--boards cluster --apply")]
    [InlineData("plan --network cnvW2A2 --boards cluster --watch", "--apply --watch")]
    [InlineData("train plan --network resnet9", "alexnet, vgg16, vgg19")]
    [InlineData("train plan --network vgg16 --link-gbps -1", "above 0")]
    [InlineData("fold --network cnvW2A2 --rate 0", "above 0")]
    [InlineData("split fifos --network cnvW2A2 --depths 1", "2 to 1000000")]
    public async Task Refuses_what_makes_no_sense(string arguments, string saying) =>
        (await CommandRun.OfAsync(arguments.Split(' '))).ShouldBeMistake(2, saying);

    [Theory]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=2 --max-luts 9000", "layer 1 does not fit on pynq-z1-1 (pynq-z1) alone: it needs 12,206 LUT of 9,000 (3,206 too many)")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=3 --objective fewest-boards --rate 10000", "the best plan gives 2,604.2")]
    [InlineData("plan --network cnvW2A2 cnvW1A1 --boards pynq-z1=2 --rate cnvW2A2=1500", "side by side")]
    [InlineData("plan --network nothing --boards pynq-z1=2", "nothing")]
    [InlineData("plan --network cnvW2A2 --boards nothing=2", "There is no board 'nothing'")]
    [InlineData("plan --network lfcW1A1 --boards pynq-z1=1 --out lfc.conf", "No installed bitstream package computes lfcW1A1 on pynq-z1")]
    [InlineData("plan --network cnvW2A2 --boards pynq-z1=40 --out many.conf", "replicas")]
    [InlineData("fold --network cnvW2A2 --rate 10000000", "layer 0 takes at least")]
    [InlineData("train plan --network vgg16 --boards 2", "at least 5 boards")]
    public async Task Says_what_does_not_fit(string arguments, string saying) =>
        (await CommandRun.OfAsync(arguments.Split(' '))).ShouldBeMistake(1, saying);

    [Fact]
    public async Task Writes_an_application_that_a_head_reads()
    {
        var file = Path.Combine(Path.GetTempPath(), $"fard-plan-{Guid.NewGuid():N}.conf");
        try
        {
            var run = await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", "pynq-z1=3", "--objective", "balanced-resources", "--app", "planned_app", "--out", file);
            run.ExitCode.ShouldBe(0, run.Error);
            run.Error.ShouldContain(file);
            var application = new ApplicationReader(NetworkCatalog.TryFind).ReadAll(ConfigurationFactory.ParseString(await File.ReadAllTextAsync(file))).Single();
            application.Name.ShouldBe("planned_app");
            application.Positions.Length.ShouldBe(3);
            application.Positions[0].Bitstream.ShouldBe($"cnvW2A2-cifar10@{application.Positions[0].Layers}");
            application.Positions.ShouldAllBe(position => position.Board.BoardType == "pynq-z1" && position.Board.BoardName == "");

            // Stages on several boards have replicas.
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", "pynq-z1=5", "--strategy", "fused", "--out", file)).ExitCode.ShouldBe(0);
            application = new ApplicationReader(NetworkCatalog.TryFind).ReadAll(ConfigurationFactory.ParseString(await File.ReadAllTextAsync(file))).Single();
            application.Name.ShouldBe("cnvW2A2_plan");
            application.Positions.Sum(position => position.Replicas.Length).ShouldBe(5);

            // With a pin the very boards count.
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", "pynq-z1=2", "--objective", "least-transfer", "--pin", "0=pynq-z1-2", "--out", file)).ExitCode.ShouldBe(0);
            application = new ApplicationReader(NetworkCatalog.TryFind).ReadAll(ConfigurationFactory.ParseString(await File.ReadAllTextAsync(file))).Single();
            application.Positions.Select(position => position.Board.BoardName).ShouldBe(["pynq-z1-2", "pynq-z1-1"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Reads_boards_from_a_file_and_draws_charts()
    {
        var folder = Directory.CreateTempSubdirectory("fard-plan-").FullName;
        try
        {
            var file = Path.Combine(folder, "boards.conf");
            await File.WriteAllTextAsync(file, "boards = [{ name = left, type = pynq-z1, link-mbits = 100 }, { type = ultra96, link-latency-ms = 0.5 }]");
            var charts = Path.Combine(folder, "charts");
            var run = await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", file, "--svg", charts, "--csv");
            run.ExitCode.ShouldBe(0, run.Error);
            run.Output.ShouldStartWith("network,stage");
            run.Output.ShouldContain("ultra96-2");
            Directory.GetFiles(charts).Select(Path.GetFileName).Order().ShouldBe(["bytes-against-balance.svg", "gantt.svg", "throughput-by-boards.svg"]);

            await File.WriteAllTextAsync(file, "boards = [{ name = left }]");
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", file)).ShouldBeMistake(2, "boards[0] has no type");
            await File.WriteAllTextAsync(file, "boards = [{ type = pynq-z1, link-mbits = fast }]");
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", file)).ShouldBeMistake(2, "link-mbits = fast");
            await File.WriteAllTextAsync(file, "nodes = 3");
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", file)).ShouldBeMistake(2, "no list of boards");
            await File.WriteAllTextAsync(file, "boards = [{");
            (await CommandRun.OfAsync("plan", "--network", "cnvW2A2", "--boards", file)).ShouldBeMistake(1, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
