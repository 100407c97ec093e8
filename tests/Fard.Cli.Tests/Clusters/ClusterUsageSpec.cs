using Fard.Cli.Clusters;

namespace Fard.Cli.Tests.Clusters;

public class ClusterUsageSpec
{
    [Fact]
    public void Rates_are_differences_by_the_time_between_two_looks()
    {
        var usage = ClusterUsage.Between(
            SampleCluster.Snapshot(SampleCluster.At, images: 100, chunksDone: 25),
            SampleCluster.Snapshot(SampleCluster.At + TimeSpan.FromSeconds(2), images: 200, chunksDone: 45));
        var board = usage.Boards[0];
        (board.Board, board.ImagesPerSecond, board.Busy, board.QueuedChunks).ShouldBe(("board-1", 50, 0.5, 3));
        var job = usage.Jobs.Single();
        (job.State, job.Progress, job.Bottleneck).ShouldBe(("running", 0.45, "second_stage"));
        job.ImagesPerSecond.ShouldBe(10, 1e-9);
        usage.ImagesPerSecond.ShouldBe(10, 1e-9);
    }

    [Fact]
    public void A_board_that_was_started_anew_has_no_rate_yet()
    {
        var usage = ClusterUsage.Between(
            SampleCluster.Snapshot(SampleCluster.At, images: 100), SampleCluster.Snapshot(SampleCluster.At + TimeSpan.FromSeconds(2), images: 20));
        usage.Boards[0].ImagesPerSecond.ShouldBe(0);
    }

    [Fact]
    public void The_time_left_follows_from_the_rate_since_the_start()
    {
        var job = SampleCluster.Snapshot(SampleCluster.At).Jobs[0];
        JobProgress.LeftOf(job, SampleCluster.At + TimeSpan.FromSeconds(6)).ShouldBe(TimeSpan.FromSeconds(15));
        JobProgress.LeftOf(job with { Started = null }, SampleCluster.At).ShouldBeNull();
        JobProgress.LeftOf(job with { Outcome = Fard.Actors.Observation.JobOutcome.Done }, SampleCluster.At + TimeSpan.FromSeconds(6)).ShouldBeNull();
    }

    [Theory]
    [InlineData(0.09, "90ms")]
    [InlineData(1.24, "1.2s")]
    [InlineData(42, "42s")]
    [InlineData(245, "4m05s")]
    [InlineData(11_220, "3h07m")]
    [InlineData(187_200, "2d04h")]
    public void Durations_are_short(double seconds, string text) => Words.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
