using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Jobs that go well, through a head, two boards and clients, each a member of its own.</summary>
public class PipelineSpec(TwoBoards fixture) : IClassFixture<TwoBoards>
{
    private TestCluster Cluster => fixture.Cluster;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(200)]
    public async Task Two_boards_compute_what_one_executor_computes(int count)
    {
        var images = TinyNetwork.Images(count, seed: count);
        var job = await fixture.Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, count)).WaitAsync(TestCluster.Patience);
        job.Images.Select(image => image.Image).ShouldBe(Enumerable.Range(0, count));
        job.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(TinyNetwork.Expected(images));
        job.Images[0].Scores.Length.ShouldBe(64);
        await Cluster.ShouldBeIdleAsync(fixture.Client);
    }

    [Fact]
    public async Task Pixels_are_quantised_by_the_client()
    {
        var pixels = new byte[3 * 8 * 8 * 3];
        new Random(7).NextBytes(pixels);
        var packed = new byte[3 * TinyNetwork.InputBytes];
        var quantiser = new Fard.Networks.Streams.InputQuantiser(TinyNetwork.Description);
        for (var image = 0; image < 3; image++) quantiser.FromInterleaved(pixels.AsSpan(image * 192, 192), packed.AsSpan(image * TinyNetwork.InputBytes, TinyNetwork.InputBytes));
        var results = new List<byte>();
        await foreach (var result in fixture.Client.SendJobDataAsync("two_stage", pixels, 3)) results.AddRange(result.Bytes.ToArray());
        results.ShouldBe(TinyNetwork.Expected(packed));
    }

    [Fact]
    public async Task Results_arrive_while_later_images_are_still_under_way()
    {
        var second = Cluster.Boards.Values.Select(board => board.Fpga).ToArray();
        var images = TinyNetwork.Images(12);
        var arrived = 0;
        await foreach (var result in fixture.Client.SendJobDataAsync("two_stage", JobData.FromPackedStream(images, 12)))
        {
            arrived++;
            if (result.Image != 0) continue;
            foreach (var fpga in second) fpga.Hold();
            arrived.ShouldBe(1);
            foreach (var fpga in second) fpga.Release();
        }

        arrived.ShouldBe(12);
    }

    [Fact]
    public async Task A_bitstream_that_is_loaded_already_is_not_loaded_again()
    {
        await RunAsync(2);
        var loads = Cluster.Boards.Values.Select(board => board.Fpga.Loads).ToArray();
        for (var job = 0; job < 5; job++) await RunAsync(2);
        Cluster.Boards.Values.Select(board => board.Fpga.Loads).ShouldBe(loads);
    }

    [Fact]
    public async Task Jobs_of_several_clients_all_run_and_take_turns()
    {
        var other = await Cluster.ConnectAsync("other");
        var images = TinyNetwork.Images(5);
        var expected = TinyNetwork.Expected(images);
        var jobs = Enumerable.Range(0, 16).Select(index =>
            (index % 2 == 0 ? fixture.Client : other).SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 5)));
        foreach (var job in await Task.WhenAll(jobs).WaitAsync(TestCluster.Patience))
            job.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(expected);
        await Cluster.ShouldBeIdleAsync(fixture.Client);
    }

    [Fact]
    public async Task A_job_id_that_is_done_is_not_run_twice()
    {
        var id = JobId.New();
        var images = TinyNetwork.Images(1);
        await fixture.Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 1), new JobOptions { Id = id }).WaitAsync(TestCluster.Patience);
        await Cluster.ShouldBeIdleAsync(fixture.Client);
        var again = await Should.ThrowAsync<FardJobException>(
            fixture.Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 1), new JobOptions { Id = id }).WaitAsync(TestCluster.Patience));
        again.Job.ShouldBe(id);
        again.Message.ShouldContain("done");
    }

    [Fact]
    public async Task Lists_applications_and_boards()
    {
        (await fixture.Client.ListApplicationsAsync()).Select(application => application.Name).ShouldBe(["crowded", "elsewhere", "fan_across", "fan_in", "fan_out", "impatient", "three_stage", "two_stage", "whole"]);
        var boards = await fixture.Client.ListBoardsAsync(atLeast: 2);
        boards.Select(board => board.Board.Name).ShouldBe(["board-0", "board-1"]);
    }

    private async Task RunAsync(int count) =>
        await fixture.Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(count), count)).WaitAsync(TestCluster.Patience);
}

/// <summary>A cluster with two boards and a client, for specs that leave it as it was.</summary>
public sealed class TwoBoards : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    internal FardClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync(boards: 2);
        Client = await Cluster.ConnectAsync("client");
        await Client.ListBoardsAsync(atLeast: 2);
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
