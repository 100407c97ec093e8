using Fard.Cli.Processes;

namespace Fard.Cli.Tests.Processes;

public class OutputTailSpec
{
    [Fact]
    public void Keeps_the_last_lines()
    {
        var tail = new OutputTail(2);
        foreach (var line in new[] { "one", "two", "three" })
            tail.Add(line);

        tail.ToString().ShouldBe($"two{Environment.NewLine}three");
    }
}
