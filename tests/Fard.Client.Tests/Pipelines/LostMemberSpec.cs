using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Members that are lost while a job runs.</summary>
public class LostMemberSpec
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_board_that_dies_ends_its_job_and_another_takes_its_place(int position)
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        var images = TinyNetwork.Images(6);
        await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 6)).WaitAsync(TestCluster.Patience);

        cluster.Hold();
        var running = client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 6));
        await cluster.UntilAsync(() => cluster.Boards.Values.Any(board => board.Fpga.InFlight > 0));
        await TestCluster.KillAsync(cluster.Boards[$"board-{position}"].Member);
        var failure = await Should.ThrowAsync<FardJobException>(running.WaitAsync(TestCluster.Patience));
        failure.Failure.ShouldBe(JobFailure.BoardLost, failure.Message);
        cluster.Release();

        await cluster.AddBoardAsync("board-2");
        await cluster.UntilAsync(async () => (await client.ListBoardsAsync()).Count(board => board.Reachable) == 2);
        var job = await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 6)).WaitAsync(TestCluster.Patience);
        job.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(TinyNetwork.Expected(images));
        await cluster.ShouldBeIdleAsync(client);
    }
}
