using Fard.Actors.Jobs;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Client.Tests.Pipelines;

/// <summary>Jobs that fail: the client gets a typed error, leases return, later jobs run.</summary>
public class FailureSpec(TwoBoards fixture) : IClassFixture<TwoBoards>
{
    private FardClient Client => fixture.Client;

    [Fact]
    public async Task An_unknown_application() =>
        (await FailAsync("four_stage", 1)).ShouldSatisfyAllConditions(
            failure => failure.Failure.ShouldBe(JobFailure.UnknownApplication), failure => failure.Message.ShouldContain("two_stage"));

    [Fact]
    public async Task No_image() => (await FailAsync("two_stage", 0)).Failure.ShouldBe(JobFailure.NoImages);

    [Fact]
    public async Task More_images_than_the_limit() => (await FailAsync("two_stage", 201)).Message.ShouldContain("at most 200");

    [Fact]
    public async Task Images_of_another_size()
    {
        var failure = await Should.ThrowAsync<FardJobException>(Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(new byte[100], 1)).WaitAsync(TestCluster.Patience));
        failure.Failure.ShouldBe(JobFailure.WrongImageSize);
        var pixels = await Should.ThrowAsync<FardJobException>(Client.SendJobDataAllAsync("two_stage", JobData.FromPixels(new byte[3072], 1)).WaitAsync(TestCluster.Patience));
        pixels.Message.ShouldContain("192 bytes of pixels (8x8x3)");
    }

    [Fact]
    public async Task No_fitting_board() => (await FailAsync("elsewhere", 1)).Failure.ShouldBe(JobFailure.NoFittingBoard);

    [Fact]
    public async Task No_free_board_in_time_and_a_full_queue()
    {
        Hold();
        var running = SendAsync("two_stage", 2);
        await WaitUntilRunningAsync();
        (await FailAsync("impatient", 1)).Message.ShouldContain("0.3 s");
        (await FailAsync("crowded", 1)).Failure.ShouldBe(JobFailure.NoFreeBoard);
        Release();
        await running;
        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_device_that_cannot_load_its_bitstream()
    {
        // One board gets another bitstream first, so that the next job of two stages has to load on it.
        await SendAsync("crowded", 1);
        foreach (var board in fixture.Cluster.Boards.Values) board.Fpga.FailLoad = "the configuration port is locked";
        var failure = await FailAsync("two_stage", 3);
        failure.Failure.ShouldBe(JobFailure.DeviceFailed);
        failure.Message.ShouldContain("configuration port");
        foreach (var board in fixture.Cluster.Boards.Values) board.Fpga.FailLoad = null;
        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_device_that_fails_while_it_runs()
    {
        foreach (var board in fixture.Cluster.Boards.Values) board.Fpga.FailRun = (board.Fpga.Images + 3, "a bit flipped");
        var failure = await FailAsync("two_stage", 8);
        failure.Failure.ShouldBe(JobFailure.DeviceFailed);
        failure.Message.ShouldContain("a bit flipped");
        foreach (var board in fixture.Cluster.Boards.Values) board.Fpga.FailRun = null;
        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_caller_that_cancels()
    {
        Hold();
        using var cancel = new CancellationTokenSource();
        var running = Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(4), 4), cancellationToken: cancel.Token);
        await WaitUntilRunningAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.WaitAsync(TestCluster.Patience));
        await fixture.Cluster.ShouldBeIdleAsync(Client);
        Release();
        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_caller_that_stops_to_read()
    {
        await foreach (var result in Client.SendJobDataAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(20), 20)))
        {
            result.Image.ShouldBe(0);
            break;
        }

        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_caller_whose_time_is_over()
    {
        Hold();
        var failure = await Should.ThrowAsync<FardJobException>(Client
            .SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(4), 4), new JobOptions { Timeout = TimeSpan.FromMilliseconds(300) })
            .WaitAsync(TestCluster.Patience));
        failure.Failure.ShouldBe(JobFailure.Deadline);
        Release();
        await EveryThingWorksAsync();
    }

    [Fact]
    public async Task A_client_that_is_gone()
    {
        Hold();
        var other = await fixture.Cluster.ConnectAsync("gone");
        var running = other.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(TinyNetwork.Images(4), 4));
        await WaitUntilRunningAsync();
        await other.DisposeAsync();
        (await Should.ThrowAsync<FardJobException>(running.WaitAsync(TestCluster.Patience))).Failure.ShouldBe(JobFailure.Cancelled);
        await fixture.Cluster.ShouldBeIdleAsync(Client);
        Release();
        await EveryThingWorksAsync();
    }

    private async Task<FardJobException> FailAsync(string application, int images)
    {
        var failure = await Should.ThrowAsync<FardJobException>(SendAsync(application, images));
        if (!fixture.Cluster.IsHeld) await fixture.Cluster.ShouldBeIdleAsync(Client);
        return failure;
    }

    private Task<JobResult> SendAsync(string application, int images) =>
        Client.SendJobDataAllAsync(application, JobData.FromPackedStream(TinyNetwork.Images(images), images)).WaitAsync(TestCluster.Patience);

    private async Task EveryThingWorksAsync()
    {
        await fixture.Cluster.ShouldBeIdleAsync(Client);
        var images = TinyNetwork.Images(3);
        var job = await Client.SendJobDataAllAsync("two_stage", JobData.FromPackedStream(images, 3)).WaitAsync(TestCluster.Patience);
        job.Images.SelectMany(image => image.Bytes.ToArray()).ShouldBe(TinyNetwork.Expected(images));
    }

    private void Hold() => fixture.Cluster.Hold();

    private void Release() => fixture.Cluster.Release();

    private Task WaitUntilRunningAsync() => fixture.Cluster.UntilAsync(() => fixture.Cluster.Boards.Values.Any(board => board.Fpga.InFlight > 0));
}
