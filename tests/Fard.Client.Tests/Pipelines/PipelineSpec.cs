using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

public class PipelineSpec
{
    [Fact]
    public async Task Two_boards_compute_what_one_executor_computes()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 2);
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);
        var images = TinyNetwork.Images(20);
        var job = await client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 20)).WaitAsync(TestCluster.Patience);
        job.Images.Select(image => image.Image).ShouldBe(Enumerable.Range(0, 20));
        job.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(TinyNetwork.Expected(images));
    }
}
