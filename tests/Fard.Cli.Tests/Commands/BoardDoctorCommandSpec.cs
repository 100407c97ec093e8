using System.Text.Json;

namespace Fard.Cli.Tests.Commands;

public sealed class BoardDoctorCommandSpec : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fard-doctor-");

    [Fact]
    public async Task Finds_what_a_folder_lacks_to_be_a_board()
    {
        var run = await CommandRun.OfAsync("board", "doctor", "--root", _root.FullName, "--json");

        run.ExitCode.ShouldBe(1, run.Error);
        var findings = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToArray();
        findings.Single(finding => finding.GetProperty("check").GetString() == "fpga manager").GetProperty("severity").GetString().ShouldBe("problem");
        findings.Single(finding => finding.GetProperty("check").GetString() == "buffers").GetProperty("advice").GetString()!.ShouldContain("modprobe u-dma-buf");
    }

    [Fact]
    public async Task Says_how_many_checks_failed_in_words() =>
        (await CommandRun.OfAsync("board", "doctor", "--root", _root.FullName)).Output.ShouldContain("checks keep this board from running bitstreams");

    public void Dispose() => _root.Delete(recursive: true);
}
