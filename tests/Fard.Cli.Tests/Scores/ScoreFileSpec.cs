using Fard.Cli.CommandLine;
using Fard.Cli.Scores;
using Fard.Networks.Description;

namespace Fard.Cli.Tests.Scores;

public sealed class ScoreFileSpec : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Holds_every_images_scores_in_order()
    {
        byte[][] outputs = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Repeat((byte)i, 128).ToArray())];
        using (var file = ScoreFile.Create(_path, NetworkCatalog.CnvW2A2))
        {
            foreach (var output in outputs)
                file.Write(output);
        }

        File.ReadAllBytes(_path).ShouldBe(outputs.SelectMany(output => output));
    }

    [Fact]
    public void Refuses_a_network_without_scores() =>
        Should.Throw<CliException>(() => ScoreFile.Create(_path, NetworkCatalog.LfcW1A1)).Message.ShouldContain("64 scores");

    public void Dispose() => File.Delete(_path);
}
