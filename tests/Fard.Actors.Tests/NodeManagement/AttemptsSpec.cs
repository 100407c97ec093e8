using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Applications;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

/// <summary>What a coordinator does when something of its job is lost.</summary>
public class AttemptsSpec : LocalKit
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);
    // Nothing is told again where a spec looks for what is told once.
    private static readonly JobSettings Settings = new() { StopRetry = TimeSpan.FromMinutes(5), MaxAttempts = 3 };

    private readonly JobId _job = JobId.New();
    private readonly TestProbe _manager;
    private readonly TestProbe _client;
    private readonly TestProbe[] _boards;
    private readonly TestProbe[] _jobActors;

    public AttemptsSpec()
    {
        _manager = CreateTestProbe("manager");
        _manager.IgnoreMessages<AskBoards>();
        _client = CreateTestProbe("client");
        _boards = [CreateTestProbe("board-0"), CreateTestProbe("board-1"), CreateTestProbe("board-2")];
        _jobActors = [CreateTestProbe("job-0"), CreateTestProbe("job-1"), CreateTestProbe("job-2")];
    }

    [Fact]
    public void A_broken_connection_begins_the_next_attempt_on_the_same_boards()
    {
        var coordinator = StartReady();
        coordinator.Tell(Broken(0));
        foreach (var board in _boards[..2]) board.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(2);
        _client.ExpectMsg<JobPlaced>(Patience).Attempt.ShouldBe(2);
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Recovering);
        foreach (var actor in _jobActors[..2]) actor.ExpectNoMsg(Brief);
        ReadyAll(coordinator, attempt: 2);
        foreach (var actor in _jobActors[..2]) actor.ExpectMsg<StartJob>(Patience).Attempt.ShouldBe(2);
        _manager.ExpectMsg(new PhaseChanged(_job, JobPhase.Running) { Attempt = 2 }, Patience);
    }

    [Fact]
    public void A_lost_board_is_replaced_and_the_others_are_told_where_it_is()
    {
        var coordinator = StartReady();
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        Lost(1, loaded: false).Avoid.ShouldBeEmpty();
        foreach (var board in _boards) board.ExpectNoMsg(TimeSpan.Zero);
        Replace(coordinator, 1);
        var first = _boards[0].ExpectMsg<ConfigureJob>(Patience);
        (first.Attempt, first.Downstream.Single().Endpoint, first.Downstream.Single().Board).ShouldBe((2, Endpoint(2), "board-2"));
        _boards[2].ExpectMsg<ConfigureJob>(Patience).ShouldSatisfyAllConditions(
            second => second.Attempt.ShouldBe(2), second => second.Position.ShouldBe(1), second => second.Fpga.ShouldBe(3));
        _client.ExpectMsg<JobPlaced>(Patience).Positions[1].Replicas.Single().Endpoint.ShouldBe(Endpoint(2));
        _boards[1].ExpectNoMsg(Brief);
    }

    [Fact]
    public void Two_lost_boards_are_one_attempt()
    {
        var coordinator = StartReady();
        coordinator.Tell(new BoardGone(_job, "board-0", "unreachable"));
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        Lost(0, loaded: false);
        Lost(1, loaded: false, first: false);
        Replace(coordinator, 0);
        _boards[2].ExpectNoMsg(Brief);
        Replace(coordinator, 1);
        for (var position = 0; position < 2; position++) _boards[2].ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_device_that_failed_is_avoided()
    {
        var coordinator = StartReady();
        coordinator.Tell(new PositionEnded(_job, 0, JobFailure.DeviceFailed, "smoke", false));
        Lost(0, loaded: false).Avoid.ShouldBe(["board-0"]);
    }

    [Fact]
    public void A_position_that_is_done_needs_a_board_again()
    {
        var coordinator = StartReady();
        coordinator.Tell(new FpgaReleased(_job, 0));
        _manager.ExpectMsg(new LeaseReturned(_job, 0, true), Patience);
        coordinator.Tell(new PositionEnded(_job, 0, null, "", false));
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        Lost(1, loaded: false);
        _manager.ExpectMsg<ReplacePosition>(Patience).Position.ShouldBe(0);
    }

    [Fact]
    public void A_connection_that_breaks_with_a_lost_board_does_not_hide_what_was_lost()
    {
        var coordinator = StartReady();
        coordinator.Tell(new PositionEnded(_job, 1, JobFailure.DeviceFailed, "smoke", false));
        Lost(1, loaded: false);
        coordinator.Tell(Broken(0));
        coordinator.Tell(new ReplacementRefused(_job, 1, 0, "there is none."));
        _client.ExpectMsg<JobFailed>(Patience).Failure.ShouldBe(JobFailure.DeviceFailed);
    }

    [Fact]
    public void Without_another_board_the_job_fails_with_what_was_lost()
    {
        var coordinator = StartReady();
        coordinator.Tell(new PositionEnded(_job, 1, JobFailure.DeviceFailed, "smoke", false));
        Lost(1, loaded: false);
        coordinator.Tell(new ReplacementRefused(_job, 1, 0, "there is none."));
        var failed = _client.ExpectMsg<JobFailed>(Patience);
        (failed.Failure, failed.Reason).ShouldBe((JobFailure.DeviceFailed, "smoke There is no other board for it: there is none."));
        _boards[0].ExpectMsg<StopJob>(Patience);
    }

    [Fact]
    public void A_replica_without_another_board_leaves_its_share_to_the_rest()
    {
        var application = TinyNetwork.Application("two", 1);
        application = application with { Positions = application.Positions.SetItem(1, application.Positions[1] with { Replicas = [new(1), new(2)] }) };
        var coordinator = StartReady(application);
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        Lost(1, loaded: false);
        coordinator.Tell(new ReplacementRefused(_job, 1, 0, "there is none."));
        _boards[0].ExpectMsg<ConfigureJob>(Patience).Downstream.ShouldBe([new PlacedReplica(1, 2, "board-2", Endpoint(2))]);
        _boards[2].ExpectMsg<ConfigureJob>(Patience).Peers.ShouldHaveSingleItem().Replica.ShouldBe(1);
        _client.ExpectMsg<JobPlaced>(Patience).Positions[1].Replicas.ShouldHaveSingleItem().Replica.ShouldBe(1);
    }

    [Fact]
    public void Who_was_only_told_waits_for_who_knows()
    {
        var coordinator = StartReady();
        coordinator.Tell(Broken(0, secondary: true));
        coordinator.Tell(new PositionEnded(_job, 1, JobFailure.DeviceFailed, "smoke", false));
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Recovering);
        Lost(1, loaded: false, first: false).Reason.ShouldBe("smoke");
        Replace(coordinator, 1);
        _boards[0].ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(2);
    }

    [Fact]
    public void What_comes_of_an_attempt_that_is_over_is_not_taken()
    {
        var coordinator = StartReady();
        coordinator.Tell(Broken(0));
        _boards[0].ExpectMsg<ConfigureJob>(Patience);
        coordinator.Tell(Broken(1));
        coordinator.Tell(new PositionEnded(_job, 1, JobFailure.DeviceFailed, "late", false));
        coordinator.Tell(new PositionReady(_job, 1, false), _jobActors[1]);
        coordinator.Tell(new FpgaReleased(_job, 0));
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Recovering);
        _manager.ExpectNoMsg(Brief);
        ReadyAll(coordinator, attempt: 2);
        _jobActors[1].ExpectMsg<StartJob>(Patience).Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_position_that_was_replaced_and_is_heard_of_again_is_stopped()
    {
        var coordinator = StartReady();
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        Lost(1, loaded: false);
        coordinator.Tell(Broken(1), _jobActors[1]);
        _jobActors[1].ExpectMsg<StopJob>(Patience).Attempt.ShouldBe(1);
    }

    [Fact]
    public void A_survivor_that_does_not_answer_is_lost_and_avoided()
    {
        var coordinator = StartReady(settings: Settings with { AnswerTimeout = TimeSpan.FromMilliseconds(300) });
        coordinator.Tell(Broken(0));
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Recovering);
        coordinator.Tell(new PositionReady(_job, 0, false) { Attempt = 2 }, _jobActors[0]);
        Lost(1, loaded: false, first: false).Avoid.ShouldBe(["board-1"]);
        _boards[1].FishForMessage(message => message is StopJob { Attempt: 2 }, Patience);
    }

    [Fact]
    public void A_position_that_has_not_answered_is_told_again()
    {
        var coordinator = StartReady(settings: Settings with { StopRetry = TimeSpan.FromMilliseconds(300) });
        coordinator.Tell(Broken(0));
        for (var time = 0; time < 3; time++) _boards[1].ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_job_is_begun_so_often_and_not_more()
    {
        var coordinator = StartReady();
        for (var attempt = 1; attempt < 3; attempt++)
        {
            coordinator.Tell(Broken(0, attempt: attempt));
            _client.ExpectMsg<JobPlaced>(Patience).Attempt.ShouldBe(attempt + 1);
            ReadyAll(coordinator, attempt + 1);
        }

        coordinator.Tell(Broken(0, attempt: 3));
        var failed = _client.ExpectMsg<JobFailed>(Patience);
        failed.Failure.ShouldBe(JobFailure.BoardLost);
        failed.Reason.ShouldContain("begun 3 times");
    }

    [Fact]
    public void A_recovery_that_takes_too_long_fails_with_what_was_lost()
    {
        var coordinator = StartReady(settings: Settings with { ConfigureTimeout = TimeSpan.FromMilliseconds(300) });
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        var failed = _client.ExpectMsg<JobFailed>(Patience);
        failed.Failure.ShouldBe(JobFailure.BoardLost);
        failed.Reason.ShouldContain("within 0.3 s");
        coordinator.Tell(new PositionReplaced(_job, 1, 0, "board-2", _boards[2], Endpoint(2), 3));
        _manager.FishForMessage(message => message is LeaseReturned { Position: 1, Loaded: null }, Patience);
    }

    [Fact]
    public void A_client_that_gave_up_or_is_gone_cancels()
    {
        var coordinator = StartReady();
        coordinator.Tell(new PositionBroken(_job, 0, JobFailure.Cancelled, "The client is gone.", Secondary: false));
        _client.ExpectMsg<JobFailed>(Patience).Failure.ShouldBe(JobFailure.Cancelled);
        foreach (var board in _boards[..2]) board.ExpectMsg<StopJob>(Patience);
    }

    [Fact]
    public void What_is_lost_after_the_last_result_is_not_computed_again()
    {
        var coordinator = StartReady();
        coordinator.Tell(new ResultsReceived(_job));
        coordinator.Tell(new BoardGone(_job, "board-1", "unreachable"));
        _manager.ExpectMsg(new LeaseReturned(_job, 1, false), Patience);
        _boards[0].ExpectMsg<StopJob>(Patience);
        coordinator.Tell(new PositionEnded(_job, 0, JobFailure.Cancelled, "", Secondary: true));
        _manager.ExpectMsg(new LeaseReturned(_job, 0, true), Patience);
        _manager.ExpectMsg<PipelineEnded>(Patience).Done.ShouldBe(true);
        _client.ExpectMsg(new JobDone(_job), Patience);
    }

    [Fact]
    public void A_job_that_another_coordinator_ran_begins_with_the_attempt_after()
    {
        Start(TinyNetwork.Application("two", 1), Settings, seen: 6);
        _boards[0].ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(7);
        _client.ExpectMsg<JobPlaced>(Patience).Attempt.ShouldBe(7);
    }

    private ReplacePosition Lost(int position, bool loaded, bool first = true)
    {
        _manager.ExpectMsg(new LeaseReturned(_job, position, loaded), Patience);
        if (first) _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Recovering);
        var wanted = _manager.ExpectMsg<ReplacePosition>(Patience);
        wanted.Position.ShouldBe(position);
        return wanted;
    }

    private void Replace(IActorRef coordinator, int position) => coordinator.Tell(new PositionReplaced(_job, position, 0, "board-2", _boards[2], Endpoint(2), 3));

    private PositionBroken Broken(int position, int attempt = 1, bool secondary = false) =>
        new(_job, position, JobFailure.BoardLost, "its neighbour is gone", secondary) { Attempt = attempt };

    private void ReadyAll(IActorRef coordinator, int attempt)
    {
        for (var position = 0; position < 2; position++) coordinator.Tell(new PositionReady(_job, position, false) { Attempt = attempt }, _jobActors[position]);
    }

    private IActorRef StartReady(ApplicationDescription? application = null, JobSettings? settings = null)
    {
        application ??= TinyNetwork.Application("two", 1);
        var coordinator = Start(application, settings ?? Settings, seen: 0);
        foreach (var (index, (position, replica)) in application.Slots.Index())
        {
            coordinator.Tell(new PositionReady(_job, position, true) { Replica = replica }, _jobActors[index]);
            _boards[index].ExpectMsg<ConfigureJob>(Patience);
        }

        foreach (var actor in _jobActors[..application.SlotCount]) actor.ExpectMsg<StartJob>(Patience);

        _client.ExpectMsg<JobPlaced>(Patience);
        _manager.ExpectMsg(new PhaseChanged(_job, JobPhase.Running), Patience);
        return coordinator;
    }

    private IActorRef Start(ApplicationDescription application, JobSettings settings, int seen)
    {
        var request = new SubmitJob(_job, "two", "client", 4, TinyNetwork.InputBytes, TimeSpan.Zero) { Attempt = seen };
        var slots = application.Slots.Select((place, index) => new PlannedSlot(
            place.Position, place.Replica, application.Positions[place.Position].Replicas[place.Replica].Weight, $"board-{index}", _boards[index], Endpoint(index), 0));
        var plan = new PipelinePlan(new QueuedJob(request, application, _client), seen + 1, [.. slots]);
        var coordinator = _manager.ChildActorOf(PipelineCoordinator.Props(plan, _manager, settings));
        PipelineCoordinator.Configure(plan, coordinator);
        return coordinator;
    }

    private static DataEndpoint Endpoint(int index) => new("127.0.0.1", 7000 + index);
}
