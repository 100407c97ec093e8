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
        var setup = TestBitstreams.Board("board-1", _fpga) with { RegistrationRetry = TimeSpan.FromMilliseconds(100) };
        _agent = Sys.ActorOf(BoardAgent.Props(setup, _nodeManager, _listener, new JobSettings()));
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
        _nodeManager.Reply(new BoardRegistered("board-1"));
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
        _coordinator.Watch(jobActor);
        _agent.Tell(new StopJob(job, 0, "enough"), _coordinator);
        _coordinator.ExpectTerminated(jobActor, Patience);
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
    public void A_job_that_another_coordinator_places_anew_replaces_the_old_position()
    {
        var job = JobId.New();
        Configure(job);
        _coordinator.ExpectMsg<PositionReady>(Patience);
        var next = CreateTestProbe();
        _agent.Tell(Message(job), next);
        next.ExpectMsg<PositionReady>(Patience);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Secondary.ShouldBeTrue();
    }

    [Fact]
    public void A_position_that_nobody_will_start_ends_with_its_node_manager()
    {
        var manager = CreateTestProbe();
        _agent.Tell(new BoardRegistered("board-1"), manager);
        Configure(JobId.New());
        _coordinator.ExpectMsg<PositionReady>(Patience);
        Sys.Stop(manager);
        _coordinator.ExpectMsg<PositionEnded>(Patience).Failure.ShouldBe(JobFailure.NodeManagerLost);
    }

    private void Configure(JobId job) => _agent.Tell(Message(job), _coordinator);

    private static ConfigureJob Message(JobId job) => new(job, "one", "tiny", TinyNetwork.Application("one").Positions[0], 0, 1, 0, 4, 1, null);
}
