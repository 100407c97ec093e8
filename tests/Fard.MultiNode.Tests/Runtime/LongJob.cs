using Fard.MultiNode.Tests.Cli;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Runtime;

/// <summary>A job of many random images, long enough for something to happen in its middle.</summary>
internal sealed class LongJob
{
    private const int ImageBytes = 3072;

    private readonly string _images;
    private readonly string _scores;
    private readonly string _expected;

    public LongJob(DirectoryInfo folder, int images = 6_000)
    {
        _images = Path.Combine(folder.FullName, "many.bin");
        _scores = Path.Combine(folder.FullName, "many.scores");
        _expected = Path.Combine(folder.FullName, "many.expected");
        // CIFAR-10's binary format: a label, here 0, and the pixels.
        var file = new byte[images * (1 + ImageBytes)];
        new Random(images).NextBytes(file);
        for (var image = 0; image < images; image++) file[image * (1 + ImageBytes)] = 0;
        File.WriteAllBytes(_images, file);
    }

    /// <summary>The arguments of <c>fard</c> that send it.</summary>
    public string[] Submit(string clientConfiguration) =>
        ["submit", "--app", "two_stage_bnn_app", "--images", _images, "--scores", _scores, "--config", clientConfiguration];

    /// <summary>Waits until the pipeline has given its first results.</summary>
    public Task UntilScoresArriveAsync() => Files.UntilNotEmptyAsync(_scores);

    /// <summary>All scores, once, in the order of the images, are those that one process computes.</summary>
    public async Task ShouldHaveItsScoresAsync()
    {
        await using var infer = FardProcess.Start(
            "infer", "--network", "cnvW2A2", "--parameters", ClusterByHand.Installed("bitstreams", "cnvW2A2-cifar10", "parameters"), "--images", _images, "--scores", _expected);
        (await infer.WaitForExitAsync(ClusterByHand.Timeout)).ShouldBe(0, infer.Log);
        var (scores, expected) = (await File.ReadAllBytesAsync(_scores), await File.ReadAllBytesAsync(_expected));
        scores.Length.ShouldBe(expected.Length);
        scores.AsSpan().SequenceEqual(expected).ShouldBeTrue("the scores are not those of one process");
    }
}
