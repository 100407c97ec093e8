namespace Fard.Client.Tests.Pipelines;

/// <summary>Positions with several replicas: chunks are dealt over them and come back in order.</summary>
public class ReplicaSpec(FiveBoards fixture) : IClassFixture<FiveBoards>
{
    [Theory]
    [InlineData("fan_in", 2, 1)]
    [InlineData("fan_out", 1, 3)]
    [InlineData("fan_across", 2, 3)]
    [InlineData("whole", 4)]
    public async Task Give_every_score_once_in_order(string application, params int[] replicas)
    {
        var job = new WatchedJob(fixture.Client, application, images: 61);
        (await job.Placed).Positions.Select(position => position.Replicas.Length).ShouldBe(replicas);
        await job.ShouldGiveEveryScoreOnceAsync();
        await fixture.Cluster.ShouldBeIdleAsync(fixture.Client);
    }

    [Fact]
    public async Task Get_chunks_by_their_weights()
    {
        var before = fixture.Cluster.Boards.ToDictionary(board => board.Key, board => board.Value.Fpga.Images);
        var job = new WatchedJob(fixture.Client, "fan_across", images: 36);
        await job.ShouldGiveEveryScoreOnceAsync();
        var dealt = (await job.Placed).Positions.Select(position => position.Replicas.Select(replica => fixture.Cluster.Boards[replica.Board].Fpga.Images - before[replica.Board]));
        dealt.SelectMany(images => images).ShouldBe([24, 12, 18, 6, 12]);
        await fixture.Cluster.ShouldBeIdleAsync(fixture.Client);
    }
}
