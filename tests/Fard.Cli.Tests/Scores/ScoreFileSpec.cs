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
        using (var file = ScoreFile.Create(_path))
        {
            foreach (var output in outputs)
                file.Write(output, ElementFormat.Int16);
        }

        File.ReadAllBytes(_path).ShouldBe(outputs.SelectMany(output => output));
    }

    [Theory]
    [InlineData(ElementFormat.ClassWord, 128)]
    [InlineData(ElementFormat.Int16, 126)]
    public void Refuses_what_is_not_64_scores(ElementFormat element, int length)
    {
        using var file = ScoreFile.Create(_path);

        Should.Throw<ArgumentException>(() => file.Write(new byte[length], element)).Message.ShouldContain("64 scores");
    }

    public void Dispose() => File.Delete(_path);
}
