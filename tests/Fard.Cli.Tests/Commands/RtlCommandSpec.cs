using System.Text.Json;
using Fard.Hardware.Tests.Rtl.Simulation;

namespace Fard.Cli.Tests.Commands;

public sealed class RtlCommandSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fard-rtl-command-").FullName;

    [SimulatorFact]
    public async Task Simulates_a_layer_of_the_shipped_package()
    {
        var run = await CommandRun.OfAsync("rtl", "simulate", "--layers", "8", "--images", "4", "--cache", _folder, "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("bitExact").GetBoolean().ShouldBeTrue();
        report.GetProperty("cyclesPerImage").GetDouble().ShouldBeInRange(8192, 1.01 * 8192);
        report.GetProperty("cyclesToFirstOutput").GetInt64().ShouldBeInRange(512, 8192);
        report.GetProperty("fifos").EnumerateArray().Select(fifo => fifo.GetProperty("name").GetString()).ShouldBe(["source_words", "layer8_pixels", "result_words"]);
        report.GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("unit").GetString()).ShouldBe(["reader", "matrix8", "writer"]);
    }

    [Fact]
    public async Task Writes_the_verilog_and_the_parameters()
    {
        var run = await CommandRun.OfAsync("rtl", "generate", "--layers", "8", "--out", _folder, "--parameters");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("the top module is fard_cnvW2A2_8_8");
        File.ReadAllText(Path.Combine(_folder, "fard_cnvW2A2_8_8.v")).ShouldContain($"#(.FILES(\"{_folder}/layer8_\"))");
        File.ReadLines(Path.Combine(_folder, "layer8_003_weights.hex")).Count().ShouldBe(8192);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("3-2")]
    [InlineData("-1")]
    [InlineData("0-1-2")]
    [InlineData("all")]
    public async Task Explains_layers_that_are_not_there(string layers) =>
        (await CommandRun.OfAsync("rtl", "synthesize", $"--layers={layers}")).ShouldBeMistake(2, "Give a layer or first-last within 0-8.");

    [Fact]
    public async Task A_search_needs_an_interval() =>
        (await CommandRun.OfAsync("rtl", "simulate", "--layers", "8", "--images", "1", "--search-depths", "--cache", _folder)).ShouldBeMistake(2, "--images 2 or more");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
