namespace Fard.Cli.Tests.Commands;

public class PlanMeasureCommandSpec
{
    [Fact]
    public async Task Helps()
    {
        var run = await CommandRun.OfAsync("plan", "measure", "--help");
        run.ExitCode.ShouldBe(0);
        foreach (var mention in new[] { "--case", "--images", "--jobs", "--chunk-images", "--json", "data-parallel-8", "5 %" })
            run.Output.ShouldContain(mention);
    }

    [Theory]
    [InlineData("plan measure --case split-8", "no case 'split-8'")]
    [InlineData("plan measure --case split-", "no case 'split-'")]
    [InlineData("plan measure --jobs 0", "from 1 to 10000")]
    [InlineData("plan measure --images 19", "from 20 to 10000")]
    [InlineData("plan measure --chunk-images 50 --images 50 --case split-1", "Use --images 200")]
    public async Task Refuses_what_it_cannot_measure(string arguments, string saying)
    {
        var run = await CommandRun.OfAsync(arguments.Split(' '));
        run.ShouldBeMistake(2, saying);
    }
}
