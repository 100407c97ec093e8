using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.Boards;

public class BoardAgentSpec : LocalKit, IAsyncLifetime
{
    private readonly TestAccelerator _fpga = new();
    private readonly TestProbe _nodeManager;
    private readonly TestProbe _coordinator;
    private readonly ChunkListener _listener = ChunkListener.Start(new DataPlaneSettings(), TimeProvider.System, _ => { });
    private readonly IActorRef _agent;

    public BoardAgentSpec()
    {
        _nodeManager = CreateTestProbe("node-manager");
        _coordinator = CreateTestProbe("coordinator");
        var setup = TestBitstreams.Board("board-1", _fpga) with { DrainTimeout = TimeSpan.FromSeconds(1), RegistrationRetry = TimeSpan.FromMilliseconds(100) };
        _agent = Sys.ActorOf(BoardAgent.Props(setup, _nodeManager, _listener, new JobSettings { ReportInterval = TimeSpan.FromHours(1), OrphanTimeout = TimeSpan.FromMilliseconds(500) }));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _listener.DisposeAsync();

    [Fact]
    public void Registers_its_board_until_it_is_answered()
    {
        var board = _nodeManager.ExpectMsg<RegisterBoard>(Patience).Board;
        _nodeManager.ExpectMsg<RegisterBoard>(Patience);
        board.Name.ShouldBe("board-1");
        board.Endpoint.ShouldBe(_listener.Endpoint);
        board.Fpgas.ShouldBe([new FpgaInfo(0, "test", "")]);
        board.Packages.ShouldBe(["tiny"]);
        _nodeManager.Reply(new BoardRegistered("board-1") { Revision = 1 });
        // One more may have been under way.
        AwaitAssert(() => _nodeManager.ExpectNoMsg(TimeSpan.FromMilliseconds(300)), Patience);
    }

    [Fact]
    public void Registers_again_when_the_node_manager_is_lost_and_says_what_is_loaded()
    {
        var first = CreateTestProbe();
        _nodeManager.ExpectMsg<RegisterBoard>(Patience);
        _agent.Tell(new BoardRegistered("board-1"), first);
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
        Sys.Stop(first);
        _nodeManager.FishForMessage(message => message is RegisterBoard { Board.Fpgas: [{ Loaded: "tiny@0..3" }] }, Patience);
    }

    [Fact]
    public void A_configured_position_loads_its_bitstream_once_and_answers_whenever_it_is_told()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience).ShouldBe(new PositionReady(job, 0, Reloaded: true));
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience).ShouldBe(new PositionReady(job, 0, Reloaded: true));
        _fpga.Loads.ShouldBe(1);
    }

    [Fact]
    public void A_stopped_position_is_reported_when_it_has_ended()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        var jobActor = _coordinator.LastSender;
        Watch(jobActor);
        _agent.Tell(new StopJob(job, 0, "enough"), _coordinator);
        ExpectTerminated(jobActor, Patience);
        var ended = _coordinator.ExpectMsg<PositionEnded>(Patience);
        (ended.Failure, ended.Secondary).ShouldBe((JobFailure.Cancelled, true));
        ended.Reason.ShouldContain("enough");
        _listener.RouteCount.ShouldBe(0);
    }

    [Fact]
    public void A_position_that_is_not_here_counts_as_ended()
    {
        var job = JobId.New();
        _agent.Tell(new StopJob(job, 1, "enough"), _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).ShouldBe(new PositionEnded(job, 1, null, "", Secondary: true));
    }

    [Fact]
    public void A_job_actor_that_dies_is_a_lost_board_to_the_job()
    {
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
        _coordinator.LastSender.Tell(Kill.Instance);
        var ended = _coordinator.ExpectMsg<PositionEnded>(Patience);
        (ended.Failure, ended.Secondary).ShouldBe((JobFailure.BoardLost, false));
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
    }

    [Fact]
    public void A_bitstream_that_cannot_be_loaded_is_a_failed_device()
    {
        _fpga.FailLoad = "no power";
        Configure(JobId.New());
        var ended = _coordinator.ExpectMsg<PositionEnded>(Patience);
        ended.Failure.ShouldBe(JobFailure.DeviceFailed);
        ended.Reason.ShouldContain("board-1");
        ended.Reason.ShouldContain("no power");
    }

    [Fact]
    public void An_fpga_that_is_not_there_is_refused()
    {
        _agent.Tell(Message(JobId.New()) with { Fpga = 1 }, _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Failure.ShouldBe(JobFailure.DeviceFailed);
    }

    [Fact]
    public void A_position_follows_the_coordinator_that_configures_it_again()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        var next = CreateTestProbe();
        _agent.Tell(Message(job) with { Attempt = 2 }, next);
        next.ExpectMsg<PositionReady>(Patience).Attempt.ShouldBe(2);
        _agent.Tell(new StopJob(job, 0, "enough") { Attempt = 2 }, next);
        next.ExpectMsg<PositionEnded>(Patience).Attempt.ShouldBe(2);
        _coordinator.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void A_position_follows_the_coordinator_that_starts_it()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        var coordinator = CreateTestProbe();
        _coordinator.LastSender.Tell(new StartJob(job), coordinator);
        AwaitAssert(
            () =>
            {
                _agent.Tell(new StopJob(job, 0, "enough"), _coordinator);
                coordinator.ExpectMsg<PositionEnded>(TimeSpan.FromSeconds(1));
            },
            Patience);
    }

    [Fact]
    public void Positions_outlive_their_node_manager_and_are_reported_to_the_next()
    {
        var (manager, next) = (CreateTestProbe(), CreateTestProbe());
        _agent.Tell(new BoardRegistered("board-1") { Revision = 1 }, manager);
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        Sys.Stop(manager);
        var report = (RegisterBoard)_nodeManager.FishForMessage(message => message is RegisterBoard { Revision: 2 }, Patience);
        report.Positions.ShouldHaveSingleItem().ShouldBe(Message(job));
        _agent.Tell(new BoardRegistered("board-1") { Revision = 2 }, next);
        _coordinator.ExpectNoMsg(TimeSpan.FromMilliseconds(700));
    }

    [Fact]
    public void Positions_stop_when_there_is_no_node_manager_for_too_long()
    {
        var manager = CreateTestProbe();
        _agent.Tell(new BoardRegistered("board-1") { Revision = 1 }, manager);
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
        Sys.Stop(manager);
        var ended = _coordinator.ExpectMsg<PositionEnded>(Patience);
        ended.Failure.ShouldBe(JobFailure.NodeManagerLost);
        ended.Reason.ShouldContain("0.5 s");
    }

    [Fact]
    public void An_fpga_that_fails_is_reported_and_so_is_its_recovery()
    {
        _fpga.FailLoad = "no power";
        Configure(JobId.New());
        Fault().ShouldContain("no power");
        _fpga.FailLoad = null;
        _nodeManager.FishForMessage(message => message is RegisterBoard { Board.Fpgas: [{ Fault: "" }], Revision: 3 }, Patience);
    }

    [Fact]
    public async Task A_board_that_leaves_finishes_its_positions_and_takes_no_new_one()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        var drained = _agent.Ask<Drained>(Drain.Instance, Patience);
        var report = (RegisterBoard)_nodeManager.FishForMessage(message => message is RegisterBoard { Leaving: true }, Patience);
        _agent.Tell(new BoardRegistered("board-1") { Revision = report.Revision }, _nodeManager);
        _agent.Tell(Message(JobId.New()), _coordinator);
        var refused = _coordinator.ExpectMsg<PositionEnded>(Patience);
        refused.Failure.ShouldBe(JobFailure.BoardLost);
        drained.IsCompleted.ShouldBeFalse();
        _agent.Tell(new StopJob(job, 0, "done"), _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Job.ShouldBe(job);
        await drained.WaitAsync(Patience);
    }

    [Fact]
    public async Task What_was_placed_before_the_node_manager_knew_is_still_taken()
    {
        var drained = _agent.Ask<Drained>(Drain.Instance, Patience);
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience).Job.ShouldBe(job);
        _agent.Tell(new StopJob(job, 0, "done"), _coordinator);
        _coordinator.ExpectMsg<PositionEnded>(Patience);
        await drained.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_position_that_does_not_end_is_a_lost_board_after_the_drain_timeout()
    {
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
        await _agent.Ask<Drained>(Drain.Instance, Patience);
        var ended = _coordinator.ExpectMsg<PositionEnded>(Patience);
        (ended.Failure, ended.Secondary).ShouldBe((JobFailure.BoardLost, false));
        ended.Reason.ShouldContain("drain-timeout");
    }

    private string Fault() => ((RegisterBoard)_nodeManager.FishForMessage(
        message => message is RegisterBoard register && register.Board.Fpgas[0].Fault.Length > 0, Patience)).Board.Fpgas[0].Fault;

    private void Configure(JobId job) => _agent.Tell(Message(job), _coordinator);

    private static ConfigureJob Message(JobId job) => new(job, "one", "tiny", TinyNetwork.Application("one").Positions[0], 0, 1, 0, 4, 1, null);
}
