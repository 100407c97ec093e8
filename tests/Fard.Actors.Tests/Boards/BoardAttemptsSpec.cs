using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Boards;

/// <summary>A board whose positions go from one attempt to the next.</summary>
public class BoardAttemptsSpec : LocalKit, IAsyncLifetime
{
    private static readonly DataPlaneSettings DataPlane = new();

    private readonly JobId _job = JobId.New();
    private readonly TestAccelerator _fpga = new();
    private readonly TestProbe _coordinator;
    private readonly ChunkListener _listener = ChunkListener.Start(DataPlane, TimeProvider.System, _ => { });
    private readonly IActorRef _agent;

    public BoardAttemptsSpec()
    {
        _coordinator = CreateTestProbe("coordinator");
        _agent = Sys.ActorOf(BoardAgent.Props(TestBitstreams.Board("board-1", _fpga), CreateTestProbe(), _listener, new JobSettings { ReportInterval = TimeSpan.FromHours(1) }));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _listener.DisposeAsync();

    [Fact]
    public void The_next_attempt_keeps_the_fpga_and_its_bitstream()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg(new PositionReady(_job, 0, Reloaded: true), Patience);
        var actor = _coordinator.LastSender;
        Configure(_job, 2);
        _coordinator.ExpectMsg(new PositionReady(_job, 0, Reloaded: false) { Attempt = 2 }, Patience);
        _coordinator.LastSender.ShouldBe(actor);
        _fpga.Loads.ShouldBe(1);
        AwaitAssert(() => _listener.RouteCount.ShouldBe(2), Patience);
        Configure(_job, 1);
        _coordinator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_run_of_the_attempt_before_ends_before_the_position_is_ready_again()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        _coordinator.LastSender.Tell(new StartJob(_job), _coordinator);
        _fpga.Hold();
        await using var feed = await FeedAsync(1, images: 3);
        AwaitCondition(() => _fpga.InFlight == 3, Patience);
        Configure(_job, 2);
        _coordinator.ExpectMsg<PositionReady>(Patience).Attempt.ShouldBe(2);
        _fpga.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_broken_connection_ends_the_attempt_and_not_the_position()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        await (await FeedAsync(1, images: 0)).DisposeAsync();
        var broken = _coordinator.ExpectMsg<PositionBroken>(Patience);
        (broken.Failure, broken.Secondary, broken.Attempt).ShouldBe((JobFailure.DataPlane, false, 1));
        Configure(_job, 2);
        _coordinator.ExpectMsg(new PositionReady(_job, 0, Reloaded: false) { Attempt = 2 }, Patience);
    }

    [Fact]
    public async Task A_broken_position_makes_way_for_the_job_that_has_the_lease_of_its_fpga()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        await (await FeedAsync(1, images: 0)).DisposeAsync();
        _coordinator.ExpectMsg<PositionBroken>(Patience);
        var next = JobId.New();
        Configure(next, 1);
        var told = new[] { _coordinator.ExpectMsg<IPositionMessage>(Patience), _coordinator.ExpectMsg<IPositionMessage>(Patience) };
        told.OfType<PositionEnded>().ShouldHaveSingleItem().Job.ShouldBe(_job);
        told.OfType<PositionReady>().ShouldHaveSingleItem().Job.ShouldBe(next);
    }

    [Fact]
    public async Task A_position_that_gave_its_fpga_back_gets_it_again()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        _coordinator.LastSender.Tell(new StartJob(_job), _coordinator);
        await using var feed = await FeedAsync(1, images: 3);
        await using var collect = await ChunkDialer.DialAsync(_listener.Endpoint, new Hello(HelloPurpose.Collect, _job, 1), DataPlane, default);
        await collect.WriteAsync(new FrameHeader(FrameType.Credit, _job, 1, 0, 3, 0, 0), default, default);
        _coordinator.ExpectMsg<FpgaReleased>(Patience);
        Configure(_job, 2);
        _coordinator.ExpectMsg(new PositionReady(_job, 0, Reloaded: false) { Attempt = 2 }, Patience);
        _fpga.Loads.ShouldBe(1);
    }

    [Fact]
    public void A_position_that_waits_for_the_next_attempt_is_stopped_when_it_is_told_so()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        Configure(_job, 3);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        _agent.Tell(new StopJob(_job, 0, "of before") { Attempt = 2 }, _coordinator);
        _coordinator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        _agent.Tell(new StopJob(_job, 0, "enough") { Attempt = 3 }, _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Attempt.ShouldBe(3);
        _agent.Tell(new StopJob(_job, 0, "enough") { Attempt = 4 }, _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Attempt.ShouldBe(4);
    }

    [Fact]
    public void A_position_of_a_board_that_leaves_may_go_on_with_another_attempt()
    {
        Configure(_job, 1);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        _agent.Tell(Drain.Instance, TestActor);
        _agent.Tell(new BoardRegistered("board-1") { Revision = int.MaxValue }, CreateTestProbe());
        Configure(JobId.New(), 1);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Failure.ShouldBe(JobFailure.BoardLost);

        Configure(_job, 2);
        _coordinator.ExpectMsg(new PositionReady(_job, 0, Reloaded: false) { Attempt = 2 }, Patience);
        _agent.Tell(new StopJob(_job, 0, "enough") { Attempt = 2 }, _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Job.ShouldBe(_job);
        ExpectMsg<Drained>(Patience);
    }

    private async Task<DataConnection> FeedAsync(int attempt, int images)
    {
        var feed = await ChunkDialer.DialAsync(_listener.Endpoint, new Hello(HelloPurpose.Feed, _job, 0, attempt), DataPlane, default);
        for (var sequence = 0; sequence < images; sequence++)
            await feed.WriteAsync(new FrameHeader(FrameType.Chunk, _job, 0, sequence, 1, 0, 0), TinyNetwork.Images(1), default);
        if (images > 0) await feed.WriteAsync(new FrameHeader(FrameType.EndOfStream, _job, 0, images, 0, 0, 0), default, default);
        return feed;
    }

    private void Configure(JobId job, int attempt)
    {
        var position = TinyNetwork.Application("one").Positions[0];
        _agent.Tell(new ConfigureJob(job, "one", "tiny", position, 0, 1, 0, 3, 1, downstream: null) { Attempt = attempt }, _coordinator);
    }
}
