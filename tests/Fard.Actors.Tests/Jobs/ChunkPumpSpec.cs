using System.Diagnostics.CodeAnalysis;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Jobs;

/// <summary>One position between a feeding and a collecting client.</summary>
[SuppressMessage("Design", "CA1001", Justification = "IAsyncLifetime is xunit's way to dispose.")]
public sealed class ChunkPumpSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DataPlaneSettings Settings = new() { WindowChunks = 4 };

    private readonly ChunkListener _listener = ChunkListener.Start(Settings, TimeProvider.System, _ => { });
    private readonly TestAccelerator _fpga = new();
    private readonly ConfigureJob _job = new(JobId.New(), "one", "tiny", TinyNetwork.Application("one").Positions[0], 0, 1, 0, 10, 2, null);
    private readonly List<long> _progress = [];
    private int _released;
    private readonly ChunkPump _pump;
    private readonly Task<PumpFailure?> _running;

    public ChunkPumpSpec()
    {
        _fpga.LoadAsync(TinyNetwork.Package("tiny@0..3", TinyNetwork.BoardType), default).AsTask().Wait(Patience);
        _pump = new ChunkPump(_job, _listener, Settings, _progress.Add, () => _released++);
        _running = Task.Run(_pump.RunAsync);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _fpga.Release();
        _pump.Stop(new PumpFailure(JobFailure.Cancelled, "The spec is over."));
        await _running.WaitAsync(Patience);
        await _listener.DisposeAsync();
        await _fpga.DisposeAsync();
    }

    [Fact]
    public async Task Computes_every_chunk_in_order_and_ends()
    {
        var images = TinyNetwork.Images(10);
        _pump.Start(_fpga);
        var feeding = FeedAsync(images);
        (await CollectAsync()).ShouldBe(TinyNetwork.Expected(images));
        await feeding.WaitAsync(Patience);
        (await _running.WaitAsync(Patience)).ShouldBeNull();
        _progress.ShouldBe([1, 2, 3, 4, 5]);
        _released.ShouldBe(1);
        _listener.RouteCount.ShouldBe(0);
    }

    [Fact]
    public async Task Takes_chunks_but_computes_nothing_before_it_is_started()
    {
        var images = TinyNetwork.Images(10);
        var connection = await DialAsync(HelloPurpose.Feed, 0);
        var sender = new ChunkSender(connection, _job.Input);
        var credit = sender.RunAsync(default);
        for (var sequence = 0; sequence < 4; sequence++) await SendAsync(sender, images, sequence).WaitAsync(Patience);
        sender.Acknowledged.ShouldBe(0);
        _fpga.Images.ShouldBe(0);

        _pump.Start(_fpga);
        var collecting = CollectAsync();
        await SendAsync(sender, images, 4).WaitAsync(Patience);
        await sender.EndAsync(default);
        await credit.WaitAsync(Patience);
        await connection.DisposeAsync();
        (await collecting).ShouldBe(TinyNetwork.Expected(images));
    }

    [Fact]
    public async Task Keeps_as_many_runs_in_flight_as_the_accelerator_takes()
    {
        _fpga.Hold();
        _pump.Start(_fpga);
        var feeding = FeedAsync(TinyNetwork.Images(10));
        var collecting = CollectAsync();
        using var limit = new CancellationTokenSource(Patience);
        while (_fpga.InFlight < _fpga.MaxRunsInFlight)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        _fpga.Release();
        await Task.WhenAll(feeding, collecting).WaitAsync(Patience);
        _fpga.MostInFlight.ShouldBe(_fpga.MaxRunsInFlight);
    }

    [Fact]
    public async Task A_device_that_fails_ends_it_and_both_sides_are_told_why()
    {
        _fpga.FailRun = (4, "a short circuit");
        _pump.Start(_fpga);
        var feeding = FeedAsync(TinyNetwork.Images(10));
        var collecting = CollectAsync();
        var failure = (await _running.WaitAsync(Patience)).ShouldNotBeNull();
        (failure.Failure, failure.Secondary).ShouldBe((JobFailure.DeviceFailed, false));
        foreach (var side in (Task[])[feeding, collecting])
            (await Should.ThrowAsync<DataPlaneException>(side.WaitAsync(Patience))).Message.ShouldContain("a short circuit");
        _fpga.InFlight.ShouldBe(0);
        _released.ShouldBe(0);
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_the_attempt()
    {
        _fpga.Hold();
        _pump.Start(_fpga);
        var collect = await DialAsync(HelloPurpose.Collect, 1);
        await using var feed = await DialAsync(HelloPurpose.Feed, 0);
        await new ChunkReceiverOnce(_job.Output, Settings).GreetAsync(collect);
        await collect.DisposeAsync();
        var failure = (await _running.WaitAsync(Patience)).ShouldNotBeNull();
        (failure.Failure, failure.Recoverable, failure.Secondary).ShouldBe((JobFailure.DataPlane, true, false));
        failure.Reason.ShouldContain("the client");
    }

    [Fact]
    public async Task A_client_that_gives_the_job_up_cancels_it()
    {
        _pump.Start(_fpga);
        var collect = await DialAsync(HelloPurpose.Collect, 1);
        await using var feed = await DialAsync(HelloPurpose.Feed, 0);
        await collect.FailAsync(DataPlaneError.JobFailed, "enough").AsTask().WaitAsync(Patience);
        var failure = (await _running.WaitAsync(Patience)).ShouldNotBeNull();
        (failure.Failure, failure.Secondary).ShouldBe((JobFailure.Cancelled, false));
        failure.Reason.ShouldContain("enough");
    }

    [Fact]
    public async Task A_client_that_does_not_come_after_the_start_is_gone()
    {
        var hasty = Settings with { HelloTimeout = TimeSpan.FromMilliseconds(50), ConnectTimeout = TimeSpan.FromMilliseconds(50) };
        var pump = new ChunkPump(_job with { Job = JobId.New() }, _listener, hasty, _ => { }, () => { });
        var running = pump.RunAsync();
        running.IsCompleted.ShouldBeFalse();
        pump.Start(_fpga);
        var failure = (await running.WaitAsync(Patience)).ShouldNotBeNull();
        failure.Failure.ShouldBe(JobFailure.Cancelled);
        failure.Reason.ShouldContain("client is gone");
    }

    [Fact]
    public async Task A_later_attempt_goes_on_where_the_client_says()
    {
        var images = TinyNetwork.Images(10);
        var job = _job with { Attempt = 2 };
        var pump = new ChunkPump(job, _listener, Settings, _progress.Add, () => _released++);
        var running = pump.RunAsync();
        pump.Start(_fpga);
        await using var feed = await ChunkDialer.DialAsync(_listener.Endpoint, new Hello(HelloPurpose.Feed, _job.Job, 0, Attempt: 2), Settings, default);
        var told = new TaskCompletionSource<long>();
        var sender = new ChunkSender(feed, _job.Input, told.SetResult);
        var credit = sender.RunAsync(default);
        await using var collect = await ChunkDialer.DialAsync(_listener.Endpoint, new Hello(HelloPurpose.Collect, _job.Job, 1, Attempt: 2), Settings, default);
        using var receiver = new ChunkReceiver(_job.Output, Settings);
        receiver.StartAt(3);
        var reading = receiver.RunAsync(collect, default);
        (await told.Task.WaitAsync(Patience)).ShouldBe(3);
        sender.StartAt(3);
        for (var sequence = 3; sequence < 5; sequence++) await SendAsync(sender, images, sequence).WaitAsync(Patience);
        await sender.EndAsync(default);
        var results = new List<byte>();
        for (var sequence = 3; sequence < 5; sequence++)
        {
            var chunk = (await receiver.ReadAsync().AsTask().WaitAsync(Patience)).ShouldNotBeNull();
            results.AddRange(chunk.Payload.ToArray());
            await receiver.AcknowledgeAsync(chunk, default);
        }

        results.ShouldBe(TinyNetwork.Expected(images[(6 * TinyNetwork.InputBytes)..]));
        await credit.WaitAsync(Patience);
        await feed.DisposeAsync();
        (await running.WaitAsync(Patience)).ShouldBeNull();
        await reading.WaitAsync(Patience);
        _progress.ShouldBe([4, 5]);
    }

    [Fact]
    public async Task A_bad_frame_fails_the_job_and_names_the_connection()
    {
        _pump.Start(_fpga);
        var connection = await DialAsync(HelloPurpose.Feed, 0);
        await connection.WriteAsync(new FrameHeader(FrameType.Chunk, _job.Job, 0, 1, 2, 0, 0), new byte[2 * TinyNetwork.InputBytes], default);
        var failure = (await _running.WaitAsync(Patience)).ShouldNotBeNull();
        failure.Failure.ShouldBe(JobFailure.DataPlane);
        failure.Reason.ShouldContain("the client");
        var told = await Should.ThrowAsync<DataPlaneException>(new ChunkSender(connection, _job.Input).RunAsync(default).WaitAsync(Patience));
        told.Error.ShouldBe(DataPlaneError.SequenceGap);
    }

    [Fact]
    public async Task A_neighbour_that_is_not_there_is_a_lost_board()
    {
        DataEndpoint nobody;
        await using (var other = ChunkListener.Start(Settings, TimeProvider.System, _ => { })) nobody = other.Endpoint;
        var job = _job with { Job = JobId.New(), PositionCount = 2, Downstream = [new PlacedReplica(0, 1, "", nobody)] };
        var failure = (await new ChunkPump(job, _listener, Settings, _ => { }, () => { }).RunAsync().WaitAsync(Patience)).ShouldNotBeNull();
        (failure.Failure, failure.Recoverable).ShouldBe((JobFailure.BoardLost, true));
        failure.Reason.ShouldContain("position 1");
    }

    [Fact]
    public async Task A_stop_ends_it_before_anybody_has_connected()
    {
        _pump.Stop(new PumpFailure(JobFailure.Cancelled, "enough", Secondary: true));
        (await _running.WaitAsync(Patience)).ShouldBe(new PumpFailure(JobFailure.Cancelled, "enough", Secondary: true));
        _listener.RouteCount.ShouldBe(0);
    }

    private Task<DataConnection> DialAsync(HelloPurpose purpose, int position) => ChunkDialer.DialAsync(_listener.Endpoint, new Hello(purpose, _job.Job, position), Settings, default);

    private async Task FeedAsync(byte[] images)
    {
        await using var connection = await DialAsync(HelloPurpose.Feed, 0);
        var sender = new ChunkSender(connection, _job.Input);
        var credit = sender.RunAsync(default);
        try
        {
            for (var sequence = 0; sequence < _job.Input.ChunkCount; sequence++) await SendAsync(sender, images, sequence);
            await sender.EndAsync(default);
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss)
        {
            // The reason stands in front of the loss, where credit is read.
        }

        await credit;
    }

    private async Task SendAsync(ChunkSender sender, byte[] images, long sequence)
    {
        var count = _job.Input.ImagesIn(sequence);
        var start = (int)sequence * _job.ChunkImages * TinyNetwork.InputBytes;
        await sender.SendAsync(sequence, images.AsMemory(start, count * TinyNetwork.InputBytes), count, default);
    }

    private async Task<byte[]> CollectAsync()
    {
        await using var connection = await DialAsync(HelloPurpose.Collect, 1);
        using var receiver = new ChunkReceiver(_job.Output, Settings);
        var reading = receiver.RunAsync(connection, default).ContinueWith(
            task => receiver.Fail(task.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        var results = new List<byte>();
        while (await receiver.ReadAsync() is { } chunk)
        {
            results.AddRange(chunk.Payload.ToArray());
            await receiver.AcknowledgeAsync(chunk, default);
        }

        return [.. results];
    }

    /// <summary>A collector that says what it is and takes nothing.</summary>
    private sealed class ChunkReceiverOnce(ChunkStream stream, DataPlaneSettings settings)
    {
        public ValueTask GreetAsync(DataConnection connection) =>
            connection.WriteAsync(new FrameHeader(FrameType.Credit, stream.Job, stream.Position, 0, stream.Window(settings), 0, 0), default, default);
    }
}
