using Fard.Actors.Jobs;
using Fard.Cli.Clusters;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Tests.Clusters;

public class NamesSpec
{
    private static readonly string[] Known = ["board-1", "board-2", "two_stage_bnn_app", "whole"];

    [Theory]
    [InlineData("bord-1", "board-1")]
    [InlineData("BOARD-2", "board-2")]
    [InlineData("tow_stage_bnn_app", "two_stage_bnn_app")]
    [InlineData("two_stage", "two_stage_bnn_app")]
    [InlineData("whoel", "whole")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void Finds_what_may_have_been_meant(string wanted, string? meant) => Names.Nearest(wanted, Known).ShouldBe(meant);

    [Fact]
    public void An_id_may_be_short_as_long_as_one_job_has_it()
    {
        JobId[] jobs = [SampleCluster.Running, SampleCluster.Done];
        Names.FindJob("012345", jobs).ShouldBe(SampleCluster.Running);
        Names.FindJob("01239", jobs).ShouldBe(SampleCluster.Done);
        var unknown = JobId.New();
        Names.FindJob($"{unknown}", jobs).ShouldBe(unknown);
        Should.Throw<CliException>(() => Names.FindJob("0123", jobs)).Message.ShouldContain("2 jobs");
        Should.Throw<CliException>(() => Names.FindJob("ffff", jobs)).Message.ShouldContain("no job");
        Should.Throw<CliException>(() => Names.FindJob("012", jobs)).ExitCode.ShouldBe(ExitCodes.Usage);
        Should.Throw<CliException>(() => Names.FindJob("xyzzy", jobs)).Message.ShouldContain("no id");
    }
}
