using Fard.MultiNode.Tests.Processes;
using Fard.Networks.Tests.SharedData;

namespace Fard.MultiNode.Tests.Cli;

public sealed class SubmitSpec(SubmitSpec.Installed shared) : IClassFixture<SubmitSpec.Installed>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-submit-");

    [Fact]
    public async Task Gives_the_scores_that_one_process_computes()
    {
        var cluster = await shared.WithBoardsAsync(2);
        var samples = ClusterByHand.Installed("samples", "cifar10");
        var parameters = ClusterByHand.Installed("bitstreams", "cnvW2A2-cifar10", "parameters");
        var (submitted, inferred) = (Path.Combine(_folder.FullName, "submitted.bin"), Path.Combine(_folder.FullName, "inferred.bin"));

        var (exitCode, submit) = await cluster.RunAsync("submit", "--app", "two_stage_bnn_app", "--images", samples, "--scores", submitted);
        exitCode.ShouldBe(0, submit.Log + cluster.Logs);
        (exitCode, var infer) = await cluster.RunAsync(
            "infer", "--network", "cnvW2A2", "--parameters", parameters, "--images", samples, "--scores", inferred, "--executor", "BitPlane");
        exitCode.ShouldBe(0, infer.Log);

        var scores = await File.ReadAllBytesAsync(submitted);
        scores.Length.ShouldBe(100 * 128);
        scores.ShouldBe(await File.ReadAllBytesAsync(inferred));
    }

    [SharedDataFact]
    public async Task Gives_the_golden_scores_with_the_published_parameters()
    {
        var package = Directory.CreateDirectory(Path.Combine(_folder.FullName, "packages", "cnvW2A2-cifar10", "parameters"));
        foreach (var file in Directory.EnumerateFiles(SharedFiles.Parameters("cifar10/cnvW2A2")))
            File.Copy(file, Path.Combine(package.FullName, Path.GetFileName(file)));
        await using var cluster = await ClusterByHand.StartAsync(boards: 2, Configuration(package.Parent!.Parent!.FullName, package.Parent.FullName));
        var output = Path.Combine(_folder.FullName, "scores.bin");

        var (exitCode, submit) = await cluster.RunAsync(
            "submit", "--app", "two_stage_bnn_app", "--images", SharedFiles.Golden("images16.cifar.bin"), "--scores", output);

        exitCode.ShouldBe(0, submit.Log + cluster.Logs);
        (await File.ReadAllBytesAsync(output)).ShouldBe(await File.ReadAllBytesAsync(SharedFiles.Golden("L8.i16.bin")));
    }

    [Fact]
    public async Task Explains_what_cannot_be_sent_and_goes_on()
    {
        var cluster = await shared.WithBoardsAsync(1);
        var image = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10")).First();

        var (exitCode, unknown) = await cluster.RunAsync("submit", "--app", "three_stage_bnn_app", "--images", image);
        exitCode.ShouldBe(1);
        unknown.Log.ShouldContain("two_stage_bnn_app");
        unknown.Log.ShouldNotContain("   at ");

        (exitCode, var tooFew) = await cluster.RunAsync("submit", "--app", "two_stage_bnn_app", "--images", image);
        exitCode.ShouldBe(1, tooFew.Log);
        tooFew.Log.ShouldContain("board");
        tooFew.Log.ShouldNotContain("   at ");

        (exitCode, var missing) = await cluster.RunAsync("submit", "--app", "two_stage_bnn_app", "--images", image + ".jpg");
        exitCode.ShouldBe(1);
        missing.Log.ShouldContain("Accepted are");
    }

    [Fact]
    public async Task Says_that_a_board_was_killed_and_runs_later_jobs_on_another()
    {
        var cluster = await shared.WithBoardsAsync(2);
        var sample = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10")).First();
        var many = Path.Combine(_folder.FullName, "many.bin");
        await File.WriteAllBytesAsync(many, new byte[20_000 * 3073]);
        var running = cluster.Start("submit", "--app", "two_stage_bnn_app", "--images", many, "--scores", Path.Combine(_folder.FullName, "many.scores"));
        await Files.UntilNotEmptyAsync(Path.Combine(_folder.FullName, "many.scores"));

        cluster.Boards[0].Signal("KILL");

        (await running.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(1, running.Log);
        running.Log.ShouldContain("board", Case.Insensitive);
        running.Log.ShouldNotContain("   at ");
        await shared.WithBoardsAsync(2);
        var (exitCode, later) = await cluster.RunAsync("submit", "--app", "two_stage_bnn_app", "--images", sample);
        exitCode.ShouldBe(0, later.Log + cluster.Logs);
    }

    [Fact]
    public async Task Leaves_when_a_member_is_interrupted()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 1, Configuration(ClusterByHand.Installed("bitstreams")));

        foreach (var member in cluster.Members.Reverse())
        {
            member.Signal("INT");
            (await member.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, member.Log);
        }
    }

    /// <summary>The installed configurations, with boards that are not paced.</summary>
    public sealed class Installed : SharedCluster
    {
        protected override (string Head, string Board) Configure() =>
            (ClusterByHand.Installed("hocon", "head.conf"), Cli.BoardConfiguration.Write(Folder, "", ClusterByHand.Installed("bitstreams")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Configuration(string bitstreams, string? pack = null)
    {
        if (pack is not null)
            Pack(pack);
        return BoardConfiguration.Write(_folder, "", bitstreams);
    }

    private static void Pack(string folder) => Hardware.Bitstreams.BitstreamPacker.Pack(
        new Hardware.Bitstreams.BitstreamContent(folder, Networks.Description.NetworkCatalog.CnvW2A2, null, "pynq-z1", 100_000_000, "BNN-PYNQ's published parameters"));
}
