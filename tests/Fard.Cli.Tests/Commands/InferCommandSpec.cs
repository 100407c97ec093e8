using System.Text.Json;
using Fard.Cli.Inference;
using Fard.Cli.Installation;
using Fard.Networks.Tests.SharedData;

namespace Fard.Cli.Tests.Commands;

public sealed class InferCommandSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-infer-");

    private static string OwnParameters { get; } = Path.Combine(InstalledFiles.Bitstreams, "cnvW2A2-cifar10", "parameters");

    [Theory]
    [InlineData(nameof(ExecutorKind.Simd))]
    [InlineData(nameof(ExecutorKind.BitPlane))]
    public async Task Classifies_the_samples_with_our_own_weights(string executor)
    {
        var run = await CommandRun.OfAsync(
            "infer", "--network", "cnvW2A2", "--parameters", OwnParameters, "--images", InstalledFiles.SampleImages, "--executor", executor, "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;
        report.GetProperty("images").GetArrayLength().ShouldBe(100);
        report.GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.7);
    }

    [SharedDataFact]
    public async Task Writes_the_golden_scores()
    {
        var scores = Path.Combine(_folder.FullName, "scores.bin");

        var run = await CommandRun.OfAsync(
            "infer", "--network", "cnvW2A2", "--parameters", SharedFiles.Parameters("cifar10/cnvW2A2"),
            "--images", SharedFiles.Golden("images16.cifar.bin"), "--scores", scores);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("100.00 % as expected");
        (await File.ReadAllBytesAsync(scores)).ShouldBe(await File.ReadAllBytesAsync(SharedFiles.Golden("L8.i16.bin")));
    }

    [SharedDataFact]
    public async Task Reads_a_digit_with_a_network_that_has_no_scores()
    {
        var run = await CommandRun.OfAsync(
            "infer", "--network", "lfcW1A1", "--parameters", SharedFiles.Parameters("mnist/lfcW1A1"), "--images", SharedFiles.Image("3.image-idx3-ubyte"), "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("images")[0].GetProperty("class").GetString().ShouldBe("3");
    }

    [Fact]
    public async Task Explains_an_unknown_network() =>
        (await CommandRun.OfAsync("infer", "--network", "cnvW2A", "--parameters", OwnParameters, "--images", InstalledFiles.SampleImages))
            .ShouldBeMistake(1, "Did you mean 'cnvW2A2'");

    [Fact]
    public async Task Explains_a_missing_parameter_folder() =>
        (await CommandRun.OfAsync("infer", "--network", "cnvW2A2", "--parameters", Path.Combine(_folder.FullName, "none"), "--images", InstalledFiles.SampleImages))
            .ShouldBeMistake(1, "folder");

    [Fact]
    public async Task Explains_parameters_of_another_network() =>
        (await CommandRun.OfAsync("infer", "--network", "cnvW1A1", "--parameters", OwnParameters, "--images", InstalledFiles.SampleImages))
            .ShouldBeMistake(1, "weights.bin");

    [Fact]
    public async Task Explains_an_image_that_is_none()
    {
        var path = Path.Combine(_folder.FullName, "image.jpg");
        await File.WriteAllBytesAsync(path, [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F']);

        (await CommandRun.OfAsync("infer", "--network", "cnvW2A2", "--parameters", OwnParameters, "--images", path)).ShouldBeMistake(1, "JPEG");
    }

    [Fact]
    public async Task Explains_a_score_file_in_a_folder_that_is_not_there() =>
        (await CommandRun.OfAsync(
            "infer", "--network", "cnvW2A2", "--parameters", OwnParameters, "--images", InstalledFiles.SampleImages, "--scores", Path.Combine(_folder.FullName, "none", "scores.bin")))
            .ShouldBeMistake(1, "scores.bin");

    public void Dispose() => _folder.Delete(recursive: true);
}
