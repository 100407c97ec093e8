using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

public class PipelineCoordinatorSpec : LocalKit
{
    private static readonly JobSettings Settings = new() { StopRetry = TimeSpan.FromMilliseconds(200) };

    private readonly JobId _job = JobId.New();
    private readonly TestProbe _manager;
    private readonly TestProbe _client;
    private readonly TestProbe[] _boards;
    private readonly TestProbe[] _jobActors;

    public PipelineCoordinatorSpec()
    {
        _manager = CreateTestProbe("manager");
        _manager.IgnoreMessages<AskBoards>();
        _client = CreateTestProbe("client");
        _boards = [CreateTestProbe("board-0"), CreateTestProbe("board-1")];
        _jobActors = [CreateTestProbe("job-0"), CreateTestProbe("job-1")];
    }

    [Fact]
    public void Configures_every_position_and_tells_the_client_where_its_data_goes()
    {
        Start();
        _boards[0].ExpectMsg<ConfigureJob>(Patience).Downstream.Single().Endpoint.ShouldBe(Endpoint(1));
        _boards[1].ExpectMsg<ConfigureJob>(Patience).Downstream.ShouldBeEmpty();
        var placed = _client.ExpectMsg<JobPlaced>(Patience);
        placed.Positions.Select(position => position.Replicas.Single().Endpoint).ShouldBe([Endpoint(0), Endpoint(1)]);
        placed.OutputBytesPerImage.ShouldBe(TinyNetwork.OutputBytes);
    }

    [Fact]
    public void Starts_nobody_before_all_are_ready()
    {
        var coordinator = Start();
        coordinator.Tell(new PositionReady(_job, 1, true), _jobActors[1]);
        _jobActors[1].ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        coordinator.Tell(new PositionReady(_job, 0, true), _jobActors[0]);
        foreach (var actor in _jobActors) actor.ExpectMsg<StartJob>(Patience);
        _manager.ExpectMsg(new PhaseChanged(_job, JobPhase.Running), Patience);
    }

    [Fact]
    public void Is_done_when_every_position_has_ended()
    {
        var coordinator = StartReady();
        coordinator.Tell(Ended(0));
        _manager.ExpectMsg(new LeaseReturned(_job, 0, true), Patience);
        _client.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        coordinator.Tell(Ended(1));
        _manager.ExpectMsg(new LeaseReturned(_job, 1, true), Patience);
        _client.ExpectMsg(new JobDone(_job), Patience);
        _manager.ExpectMsg<PipelineEnded>(Patience).Done.ShouldBe(true);
        _manager.ExpectTerminated(coordinator, Patience);
    }

    [Fact]
    public void The_lease_of_an_fpga_returns_before_the_last_chunk_has_arrived()
    {
        var coordinator = StartReady();
        coordinator.Tell(new FpgaReleased(_job, 1));
        _manager.ExpectMsg(new LeaseReturned(_job, 1, true), Patience);
        _client.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void The_first_failure_stops_the_others_and_leases_return_as_they_stop()
    {
        var coordinator = StartReady();
        coordinator.Tell(Ended(1, JobFailure.Deadline, "too slow"));
        _client.ExpectMsg(new JobFailed(_job, JobFailure.Deadline, "too slow"), Patience);
        _manager.ExpectMsg(new LeaseReturned(_job, 1, true), Patience);
        _boards[0].ExpectMsg<StopJob>(Patience).Reason.ShouldBe("too slow");
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Ending);
        _manager.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        coordinator.Tell(Ended(0, JobFailure.Cancelled, "position 1 failed", secondary: true));
        _manager.ExpectMsg(new LeaseReturned(_job, 0, true), Patience);
        _manager.ExpectMsg<PipelineEnded>(Patience).Done.ShouldBe(false);
        _client.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_job_ends_although_the_loss_of_its_board_was_not_heard_of()
    {
        var coordinator = StartReady();
        coordinator.Tell(new EndPipeline(_job, JobFailure.Cancelled, "enough"));
        coordinator.Tell(Ended(0));
        _manager.IgnoreNoMessages();
        var asked = (AskBoards)_manager.FishForMessage(message => message is AskBoards { Boards.Length: 1 }, Patience);
        asked.Boards.ShouldBe([new HeldBoard("board-1", _boards[1].Ref)]);
        coordinator.Tell(new BoardGone(_job, "board-1", "unknown"));
        _manager.FishForMessage(message => message is PipelineEnded, Patience);
    }

    [Fact]
    public void A_position_is_told_to_stop_until_it_has()
    {
        var coordinator = StartReady();
        coordinator.Tell(new EndPipeline(_job, JobFailure.Cancelled, "enough"));
        for (var time = 0; time < 3; time++) _boards[0].FishForMessage(message => message is StopJob, Patience);
        _client.ExpectMsg(new JobFailed(_job, JobFailure.Cancelled, "enough"), Patience);
    }

    [Fact]
    public void A_board_that_never_reports_ready_runs_into_the_deadline()
    {
        var coordinator = Start(Settings with { ConfigureTimeout = TimeSpan.FromMilliseconds(100) });
        coordinator.Tell(new PositionReady(_job, 0, true), _jobActors[0]);
        _client.ExpectMsg<JobPlaced>(Patience);
        _client.ExpectMsg<JobFailed>(Patience).Failure.ShouldBe(JobFailure.Deadline);
        _boards[1].ExpectMsg<ConfigureJob>(Patience);
        _boards[1].ExpectMsg<StopJob>(Patience);
    }

    [Fact]
    public void A_job_that_runs_too_long_runs_into_its_clients_deadline()
    {
        StartReady(timeout: TimeSpan.FromMilliseconds(100));
        _client.ExpectMsg<JobFailed>(Patience).Reason.ShouldContain("longer than 0.1 s");
    }

    [Fact]
    public void A_client_that_submits_again_is_told_again()
    {
        var coordinator = StartReady();
        var again = CreateTestProbe();
        coordinator.Tell(new Resubmitted(_job), again);
        again.ExpectMsg<JobPlaced>(Patience);
        coordinator.Tell(new EndPipeline(_job, JobFailure.Cancelled, "enough"));
        again.ExpectMsg<JobFailed>(Patience);
    }

    [Fact]
    public void A_coordinator_that_is_stopped_leaves_its_job_to_the_node_manager()
    {
        var coordinator = StartReady();
        Sys.Stop(coordinator);
        _manager.ExpectMsg(new PipelineLost(_job), Patience);
        _client.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        foreach (var board in _boards) board.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_position_that_does_not_exist_is_ignored()
    {
        var coordinator = StartReady();
        coordinator.Tell(Ended(2, JobFailure.DeviceFailed, "not mine"));
        coordinator.Tell(new PositionReady(_job, 7, true));
        _client.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private IActorRef StartReady(TimeSpan? timeout = null)
    {
        var coordinator = Start(timeout: timeout);
        for (var position = 0; position < 2; position++) coordinator.Tell(new PositionReady(_job, position, true), _jobActors[position]);
        foreach (var board in _boards) board.ExpectMsg<ConfigureJob>(Patience);
        _client.ExpectMsg<JobPlaced>(Patience);
        _manager.ExpectMsg<PhaseChanged>(Patience);
        return coordinator;
    }

    private IActorRef Start(JobSettings? settings = null, TimeSpan? timeout = null)
    {
        var application = TinyNetwork.Application("two", 1);
        var request = new SubmitJob(_job, "two", "client", 4, TinyNetwork.InputBytes, timeout ?? TimeSpan.Zero);
        var slots = application.Positions.Select((_, index) => new PlannedSlot(index, 0, 1, $"board-{index}", _boards[index], Endpoint(index), 0));
        var plan = new PipelinePlan(new QueuedJob(request, application, _client), 1, [.. slots]);
        var coordinator = _manager.ChildActorOf(PipelineCoordinator.Props(plan, _manager, settings ?? Settings));
        PipelineCoordinator.Configure(plan, coordinator);
        _manager.Watch(coordinator);
        return coordinator;
    }

    private PositionEnded Ended(int position, JobFailure? failure = null, string reason = "", bool secondary = false) => new(_job, position, failure, reason, secondary);

    private static DataEndpoint Endpoint(int index) => new("127.0.0.1", 7000 + index);
}
