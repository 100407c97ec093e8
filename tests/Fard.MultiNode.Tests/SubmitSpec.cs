using Fard.Networks.Tests.SharedData;

namespace Fard.MultiNode.Tests;

[Collection(nameof(RealProcesses))]
public sealed class SubmitSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fard-submit-");

    [Fact]
    public async Task Gives_the_scores_that_one_process_computes()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 2, BoardConfiguration(ClusterByHand.Installed("bitstreams")));
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
        await using var cluster = await ClusterByHand.StartAsync(boards: 2, BoardConfiguration(package.Parent!.Parent!.FullName, package.Parent.FullName));
        var output = Path.Combine(_folder.FullName, "scores.bin");

        var (exitCode, submit) = await cluster.RunAsync(
            "submit", "--app", "two_stage_bnn_app", "--images", SharedFiles.Golden("images16.cifar.bin"), "--scores", output);

        exitCode.ShouldBe(0, submit.Log + cluster.Logs);
        (await File.ReadAllBytesAsync(output)).ShouldBe(await File.ReadAllBytesAsync(SharedFiles.Golden("L8.i16.bin")));
    }

    [Fact]
    public async Task Explains_what_cannot_be_sent_and_goes_on()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 1, BoardConfiguration(ClusterByHand.Installed("bitstreams")));
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
    public async Task Goes_on_without_a_board_that_is_paused_and_says_when_there_is_no_board_left()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 0, "");
        var boards = await Task.WhenAll(new[] { "a", "b", "c" }.Select(name => cluster.AddBoardAsync(BoardConfiguration(ClusterByHand.Installed("bitstreams"), name: name))));

        // Boards are taken in the order of their names: c is free.
        var (few, scores) = (Start(cluster, images: 3_000, "few"), Path.Combine(_folder.FullName, "few.scores"));
        await WaitForScoresAsync(scores);
        boards[0].Signal("STOP");
        (await few.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, few.Log + cluster.Logs);
        var rows = (await File.ReadAllBytesAsync(scores)).Chunk(128).ToArray();
        rows.Length.ShouldBe(3_000);
        rows.ShouldAllBe(row => row.SequenceEqual(rows[0]));

        var many = Start(cluster, images: 20_000, "many");
        await WaitForScoresAsync(Path.Combine(_folder.FullName, "many.scores"));
        boards[2].Signal("KILL");
        (await many.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(1, many.Log);
        many.Log.ShouldContain("board", Case.Insensitive);
        many.Log.ShouldNotContain("   at ");

        boards[0].Signal("CONT");
        await cluster.AddBoardAsync(BoardConfiguration(ClusterByHand.Installed("bitstreams"), name: "d"));
        var sample = Directory.EnumerateFiles(ClusterByHand.Installed("samples", "cifar10")).First();
        var (exitCode, later) = await cluster.RunAsync("submit", "--app", "two_stage_bnn_app", "--images", sample);
        exitCode.ShouldBe(0, later.Log + cluster.Logs);
    }

    [Fact]
    public async Task Leaves_when_a_member_is_interrupted()
    {
        await using var cluster = await ClusterByHand.StartAsync(boards: 1, BoardConfiguration(ClusterByHand.Installed("bitstreams")));

        foreach (var member in cluster.Members.Reverse())
        {
            member.Signal("INT");
            (await member.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, member.Log);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // The same black image again and again: every row of scores is the same.
    private FardProcess Start(ClusterByHand cluster, int images, string name)
    {
        var file = Path.Combine(_folder.FullName, $"{name}.bin");
        File.WriteAllBytes(file, new byte[images * 3073]);
        return cluster.Start("submit", "--app", "two_stage_bnn_app", "--images", file, "--scores", Path.Combine(_folder.FullName, $"{name}.scores"));
    }

    private string BoardConfiguration(string bitstreams, string? pack = null, string name = "")
    {
        if (pack is not null)
            Pack(pack);
        var path = Path.Combine(_folder.FullName, $"board{name}.conf");
        File.WriteAllText(path, $"""
            include "{ClusterByHand.Installed("hocon", "board.conf")}"
            fard.board.pace = none
            fard.board.name = "{name}"
            fard.board.bitstreams = ["{bitstreams}"]
            """);
        return path;
    }

    // The first bytes of the file say that the pipeline computes.
    private static async Task WaitForScoresAsync(string path)
    {
        using var patience = new CancellationTokenSource(ClusterByHand.Timeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!File.Exists(path) || new FileInfo(path).Length == 0)
            await timer.WaitForNextTickAsync(patience.Token);
    }

    private static void Pack(string folder) => Hardware.Bitstreams.BitstreamPacker.Pack(
        new Hardware.Bitstreams.BitstreamContent(folder, Networks.Description.NetworkCatalog.CnvW2A2, null, "pynq-z1", 100_000_000, "BNN-PYNQ's published parameters"));
}
