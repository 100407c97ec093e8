using Akka.Configuration;
using Fard.Cli.Demo;
using Fard.Networks.Description;

namespace Fard.Cli.Tests.Demo;

public class DemoConfigurationSpec
{
    [Theory]
    [InlineData(new int[0], new[] { "0..8" })]
    [InlineData(new[] { 5 }, new[] { "0..5", "6..8" })]
    [InlineData(new[] { 0, 3, 7 }, new[] { "0..0", "1..3", "4..7", "8..8" })]
    public void Covers_every_layer_once(int[] cuts, string[] ranges)
    {
        var configuration = new DemoConfiguration(new DemoOptions(4, 1, 1, true, cuts), NetworkCatalog.CnvW2A2, "package", 4053);

        configuration.Ranges.Select(range => range.ToString()).ShouldBe(ranges);
    }

    [Fact]
    public void Names_the_papers_application_and_jobs()
    {
        var configuration = new DemoConfiguration(new DemoOptions(2, 1, 1, true, [5]), NetworkCatalog.CnvW2A2, "package", 4053);

        configuration.Application.ShouldBe("two_stage_bnn_app");
        configuration.Head().ShouldContain("first_stage");
        configuration.Head().ShouldContain("second_stage");
    }

    [Theory]
    [InlineData(true, "board")]
    [InlineData(false, "none")]
    public void Paces_boards_as_asked(bool paced, string pace)
    {
        var text = new DemoConfiguration(new DemoOptions(2, 1, 1, paced, [5]), NetworkCatalog.CnvW2A2, "package", 4053).Board(1);

        ConfigurationFactory.ParseString(text[text.IndexOf("akka.remote", StringComparison.Ordinal)..]).GetString("fard.board.pace").ShouldBe(pace);
    }

    [Fact]
    public void Deals_a_position_over_replicas()
    {
        var options = new DemoOptions(5, 1, 1, true, [5]) { Replicas = [3, 2] };
        options.BoardsOfJob.ShouldBe(5);
        var head = new DemoConfiguration(options, NetworkCatalog.CnvW2A2, "package", 4053).Head();
        head.ShouldContain("replicas = 3");
        head.ShouldContain("replicas = 2");
    }
}
