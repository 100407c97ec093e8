using System.Threading.Channels;
using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>A client whose connections close without a word, as when its process is killed.</summary>
public class SilentClientSpec
{
    [Fact]
    public async Task Its_job_is_cancelled_and_its_leases_return()
    {
        await using var cluster = await TestCluster.StartAsync(boards: 0);
        const string hasty = "fard.data-plane { hello-timeout = 1s, connect-timeout = 1s }";
        await Task.WhenAll(cluster.AddBoardAsync("board-0", hasty), cluster.AddBoardAsync("board-1", hasty));
        var client = await cluster.ConnectAsync("client");
        await client.ListBoardsAsync(atLeast: 2);

        var heard = Channel.CreateUnbounded<object>();
        var actor = cluster.Head.System.ActorOf(Props.Create(() => new Listening(heard.Writer)));
        var job = JobId.New();
        cluster.Head.NodeManager.Tell(new SubmitJob(job, "two_stage", "silent", 20, TinyNetwork.InputBytes, TimeSpan.Zero), actor);
        var placed = await HearAsync<JobPlaced>(heard.Reader);
        var settings = new DataPlaneSettings();
        var feed = await ChunkDialer.DialAsync(placed.Positions[0].Replicas[0].Endpoint, new Hello(HelloPurpose.Feed, job, 0), settings, default);
        var collect = await ChunkDialer.DialAsync(placed.Positions[1].Replicas[0].Endpoint, new Hello(HelloPurpose.Collect, job, 2), settings, default);
        await cluster.UntilAsync(async () => (await client.ListJobsAsync()) is [{ Phase: JobPhase.Running }]);
        await feed.DisposeAsync();
        await collect.DisposeAsync();

        (await HearAsync<JobPlaced>(heard.Reader)).Attempt.ShouldBe(2);
        var failed = await HearAsync<JobFailed>(heard.Reader);
        (failed.Job, failed.Failure).ShouldBe((job, JobFailure.Cancelled));
        failed.Reason.ShouldContain("client is gone");
        await cluster.ShouldBeIdleAsync(client);
    }

    private static async Task<T> HearAsync<T>(ChannelReader<object> heard)
    {
        using var limit = new CancellationTokenSource(TestCluster.Patience);
        while (true)
        {
            if (await heard.ReadAsync(limit.Token) is T message) return message;
        }
    }

    private sealed class Listening : ReceiveActor
    {
        public Listening(ChannelWriter<object> heard) => ReceiveAny(message => heard.TryWrite(message));
    }
}
