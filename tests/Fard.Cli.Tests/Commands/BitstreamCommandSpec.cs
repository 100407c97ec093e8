using System.Text.Json;
using Fard.Cli.Installation;

namespace Fard.Cli.Tests.Commands;

public sealed class BitstreamCommandSpec : IDisposable
{
    private const string Package = "cnvW2A2-cifar10";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("fard-bitstream-");

    [Fact]
    public async Task Lists_what_is_shipped()
    {
        var run = await CommandRun.OfAsync("bitstream", "list", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldContain($"{Package}@0..8");
    }

    [Fact]
    public async Task Verifies_any_range_of_the_shipped_package()
    {
        var run = await CommandRun.OfAsync("bitstream", "verify", $"{Package}@2..5");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("layers 2..5 of cnvW2A2");
    }

    [Fact]
    public async Task Packs_a_folder_and_finds_a_file_that_changed_since()
    {
        var folder = CopyOfPackage();
        var packed = await CommandRun.OfAsync("bitstream", "pack", folder, "--network", "cnvW2A2", "--provenance", "a test");
        packed.ExitCode.ShouldBe(0, packed.Error);
        (await CommandRun.OfAsync("bitstream", "verify", Package, "--root", _root.FullName)).ExitCode.ShouldBe(0);

        var file = Path.Combine(folder, "parameters", "8-3-weights.bin");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        (await CommandRun.OfAsync("bitstream", "verify", Package, "--root", _root.FullName)).ShouldBeMistake(1, "8-3-weights.bin");
    }

    [Fact]
    public async Task Shows_what_a_package_says_of_itself()
    {
        var run = await CommandRun.OfAsync("bitstream", "show", $"{Package}@0..5", "--json");

        run.ExitCode.ShouldBe(0, run.Error);
        var shown = JsonDocument.Parse(run.Output).RootElement;
        (shown.GetProperty("layers").GetString(), shown.GetProperty("inputBytesPerImage").GetInt32()).ShouldBe(("0..5", 3072));
        shown.GetProperty("devices").EnumerateArray().Select(device => device.GetString()).ShouldContain("hls-csim");
        (await CommandRun.OfAsync("bitstream", "show", Package)).Output.ShouldContain("pynq-z1 at 100 MHz");
    }

    [Fact]
    public async Task Packs_for_the_devices_that_are_named_and_refuses_what_cannot_be()
    {
        string[] pack = ["bitstream", "pack", CopyOfPackage(), "--network", "cnvW2A2", "--provenance", "a test"];
        (await CommandRun.OfAsync([.. pack, "--devices", "emulated", "hls-csim", "--layers", "0..5"])).ExitCode.ShouldBe(0);
        (await CommandRun.OfAsync("bitstream", "verify", Package, "--root", _root.FullName)).Output.ShouldContain("layers 0..5");
        (await CommandRun.OfAsync([.. pack, "--devices", "toaster"])).ShouldBeMistake(1, "toaster");
        (await CommandRun.OfAsync([.. pack, "--devices", "zynq"])).ShouldBeMistake(1, "needs a bit file");
        (await CommandRun.OfAsync([.. pack, "--kernel", "usb"])).ShouldBeMistake(2, "bnn-pynq");
    }

    [Fact]
    public async Task Packs_with_json()
    {
        var run = await CommandRun.OfAsync("bitstream", "pack", CopyOfPackage(), "--network", "cnvW2A2", "--provenance", "a test", "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        JsonDocument.Parse(run.Output).RootElement.GetProperty("name").GetString().ShouldBe($"{Package}@0..8");
        var verified = await CommandRun.OfAsync("bitstream", "verify", Package, "--root", _root.FullName, "--json");
        JsonDocument.Parse(verified.Output).RootElement.GetProperty("contentHash").GetString()!.Length.ShouldBe(64);
    }

    [Fact]
    public async Task Imports_a_parameter_folder()
    {
        var parameters = Path.Combine(CopyOfPackage(), "parameters");
        string[] import = ["bitstream", "import", parameters, "--root", Directory.CreateDirectory(Path.Combine(_root.FullName, "store")).FullName, "--name", "mine"];
        (await CommandRun.OfAsync(import)).ShouldBeMistake(1, "Name the network");
        var run = await CommandRun.OfAsync([.. import, "--network", "cnvW2A2", "--json"]);
        run.ExitCode.ShouldBe(0, run.Error);
        var imported = JsonDocument.Parse(run.Output).RootElement;
        (imported.GetProperty("name").GetString(), imported.GetProperty("network").GetString()).ShouldBe(("mine@0..8", "cnvW2A2"));
        (await CommandRun.OfAsync([.. import, "--network", "cnvW2A2"])).ShouldBeMistake(1, "there is one of that name");
        (await CommandRun.OfAsync([.. import, "--network", "cnvW9"])).ShouldBeMistake(1, "cnvW9");
    }

    [Fact]
    public async Task Explains_a_package_that_cannot_be_pushed() =>
        (await CommandRun.OfAsync("bitstream", "push", "absent", "--root", _root.FullName)).ShouldBeMistake(1, "absent");

    [Fact]
    public async Task Explains_a_package_that_is_not_there() =>
        (await CommandRun.OfAsync("bitstream", "verify", "cnvW2A2-cifar100")).ShouldBeMistake(1, Package);

    [Fact]
    public async Task Explains_a_board_that_nobody_knows() =>
        (await CommandRun.OfAsync("bitstream", "pack", CopyOfPackage(), "--network", "cnvW2A2", "--provenance", "a test", "--board", "pynq-z9"))
            .ShouldBeMistake(1, "pynq-z1");

    public void Dispose() => _root.Delete(recursive: true);

    private string CopyOfPackage()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root.FullName, Package, "parameters"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(InstalledFiles.Bitstreams, Package, "parameters")))
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        return folder.Parent!.FullName;
    }
}
