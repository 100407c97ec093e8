using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

/// <summary>A node manager that starts while jobs run, and jobs whose coordinator is lost.</summary>
public class RestoreSpec : LocalKit
{
    private readonly TestProbe _client;
    private readonly JobId _job = JobId.New();

    public RestoreSpec() => _client = CreateTestProbe("client");

    [Fact]
    public void A_job_that_every_board_reports_goes_on_with_the_next_attempt()
    {
        var manager = Start(TimeSpan.FromSeconds(30));
        var (a, b) = (Register(manager, "a", Report("two", 0, attempt: 2)), Register(manager, "b", Report("two", 1, attempt: 1)));
        Leases(manager).ShouldBe([_job, _job]);
        var attempt = a.ExpectMsg<ConfigureJob>(Patience).Attempt;
        attempt.ShouldBeGreaterThan(2);
        b.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(attempt);
        _client.ExpectMsg<JobPlaced>(Patience).Attempt.ShouldBe(attempt);
        foreach (var (board, position) in new[] { (a, 0), (b, 1) }) board.Reply(new PositionEnded(_job, position, null, "", false) { Attempt = attempt });
        _client.ExpectMsg(new JobDone(_job), Patience);
        AwaitAssert(() => Leases(manager).ShouldBe([null, null]), Patience);
    }

    [Fact]
    public void A_position_that_nobody_reports_gets_another_board()
    {
        var manager = Start(TimeSpan.Zero);
        var a = Register(manager, "a", Report("two", 0, attempt: 1));
        var other = Register(manager, "c");
        a.ExpectMsg<ConfigureJob>(Patience).Job.ShouldBe(_job);
        other.ExpectMsg<ConfigureJob>(Patience).Position.ShouldBe(1);
        Leases(manager).ShouldBe([_job, _job]);
    }

    [Fact]
    public void A_client_that_submits_again_before_its_boards_report_does_not_run_the_job_twice()
    {
        var manager = Start(TimeSpan.FromSeconds(30));
        var free = Register(manager, "free");
        manager.Tell(new SubmitJob(_job, "one", "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero) { Again = true }, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        free.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        var a = Register(manager, "a", Report("one", 0, attempt: 1));
        a.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBeGreaterThan(1);
        free.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_job_that_no_board_reports_runs_when_they_have_had_time_to()
    {
        var manager = Start(TimeSpan.FromMilliseconds(500));
        var a = Register(manager, "a");
        manager.Tell(new SubmitJob(_job, "one", "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero) { Again = true, Attempt = 3 }, _client);
        _client.ExpectMsg<JobQueued>(Patience);
        a.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(4);
    }

    [Fact]
    public void A_position_that_the_job_does_not_need_any_more_is_stopped()
    {
        var manager = Start(TimeSpan.Zero);
        var a = Register(manager, "a");
        manager.Tell(new SubmitJob(_job, "one", "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero), _client);
        a.ExpectMsg<ConfigureJob>(Patience);
        var back = Register(manager, "back", Report("one", 0, attempt: 1));
        back.ExpectMsg<StopJob>(Patience).Job.ShouldBe(_job);
        Leases(manager).ShouldBe([_job, null]);
    }

    [Fact]
    public void A_job_of_an_application_that_this_head_does_not_have_is_stopped()
    {
        var manager = Start(TimeSpan.Zero);
        Register(manager, "a", Report("one", 0, attempt: 1) with { Application = "unknown" }).ExpectMsg<StopJob>(Patience);
        Leases(manager).ShouldBe([null]);
    }

    [Fact]
    public void A_job_whose_coordinator_is_lost_gets_another()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        Register(manager, "a");
        manager.Tell(new SubmitJob(_job, "one", "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero), _client);
        var run = pipelines.ExpectMsg<RunPipeline>(Patience);
        (run.Job, run.Resume, run.Plan.Attempt).ShouldBe((_job, false, 1));
        // Told until it is answered.
        pipelines.ExpectMsg<RunPipeline>(Patience).Resume.ShouldBeFalse();
        pipelines.Reply(new PipelineStarted(_job));
        pipelines.Reply(new PhaseChanged(_job, JobPhase.Running) { Attempt = 5 });
        manager.Tell(new PipelineLost(_job));
        var resumed = (RunPipeline)pipelines.FishForMessage(message => message is RunPipeline { Resume: true }, Patience);
        resumed.Plan.Attempt.ShouldBeGreaterThan(5);
        resumed.Plan.Slots.ShouldHaveSingleItem().Board.ShouldBe("a");
    }

    [Fact]
    public void A_coordinator_that_was_lost_together_with_a_board_is_followed_by_one_without_it()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        Register(manager, "a");
        var lost = Register(manager, "b");
        manager.Tell(new SubmitJob(_job, "two", "client", 1, TinyNetwork.InputBytes, TimeSpan.Zero), _client);
        pipelines.ExpectMsg<RunPipeline>(Patience);
        pipelines.Reply(new PipelineStarted(_job));
        pipelines.Reply(new PhaseChanged(_job, JobPhase.Running));
        Sys.Stop(lost);
        pipelines.FishForMessage(message => message is BoardGone { Board: "b" }, Patience);
        manager.Tell(new PipelineLost(_job));
        var resumed = (RunPipeline)pipelines.FishForMessage(message => message is RunPipeline { Resume: true }, Patience);
        resumed.Plan.Slots.ShouldHaveSingleItem().Board.ShouldBe("a");
    }

    [Fact]
    public void What_a_coordinator_says_that_lives_is_right()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        Register(manager, "a", Report("two", 0, attempt: 1));
        var c = Register(manager, "c");
        var run = pipelines.ExpectMsg<RunPipeline>(Patience);
        run.Plan.Slots.ShouldHaveSingleItem();
        var elsewhere = new PlannedSlot(1, 0, 1, "c", c, new DataEndpoint("127.0.0.1", 7000), 0);
        pipelines.Reply(new RunningPipeline(run.Plan with { Attempt = 4, Slots = [elsewhere] }, JobPhase.Running));
        AwaitAssert(() => Leases(manager).ShouldBe([null, _job]), Patience);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_job_that_ends_is_forgotten_without_its_coordinators_last_word_once_its_boards_are_back_or_lost(bool back)
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        var board = Register(manager, "a", Report("one", 0, attempt: 1));
        var run = pipelines.ExpectMsg<RunPipeline>(Patience);
        pipelines.Reply(new RunningPipeline(run.Plan, JobPhase.Running));
        AwaitAssert(() => Leases(manager).ShouldBe([_job]), Patience);

        manager.Tell(new PhaseChanged(_job, JobPhase.Ending), pipelines);
        AwaitAssert(() => Jobs(manager).ShouldHaveSingleItem().Phase.ShouldBe(JobPhase.Ending), Patience);
        if (back) manager.Tell(new LeaseReturned(_job, 0, true), pipelines);
        else Sys.Stop(board);
        AwaitAssert(() => Jobs(manager).ShouldBeEmpty(), Patience);
    }

    [Fact]
    public void A_job_whose_coordinator_was_ending_it_when_the_node_manager_took_over_is_forgotten_too()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        var board = Register(manager, "a", Report("one", 0, attempt: 1));
        var run = pipelines.ExpectMsg<RunPipeline>(Patience);
        pipelines.Reply(new RunningPipeline(run.Plan, JobPhase.Ending));
        AwaitAssert(() => Jobs(manager).ShouldHaveSingleItem().Phase.ShouldBe(JobPhase.Ending), Patience);
        Sys.Stop(board);
        AwaitAssert(() => Jobs(manager).ShouldBeEmpty(), Patience);
    }

    [Fact]
    public void A_coordinator_that_waits_for_a_board_that_is_not_there_is_told_so()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.Zero, pipelines);
        var (a, b) = (Register(manager, "a"), Register(manager, "b"));
        manager.Tell(new AskBoards(_job, [new HeldBoard("a", a.Ref), new HeldBoard("lost", ActorRefs.Nobody), new HeldBoard("b", a.Ref)]), pipelines);
        // One that never was here, and one whose member was started again since.
        pipelines.ExpectMsg<BoardGone>(Patience).Board.ShouldBe("lost");
        pipelines.ExpectMsg<BoardGone>(Patience).Board.ShouldBe("b");

        Sys.Stop(a);
        AwaitAssert(() => Leases(manager).ShouldHaveSingleItem(), Patience);
        manager.Tell(new AskBoards(_job, [new HeldBoard("a", a.Ref), new HeldBoard("b", b.Ref)]), pipelines);
        pipelines.ExpectMsg<BoardGone>(Patience).Board.ShouldBe("a");
    }

    [Fact]
    public void Nobody_is_called_gone_while_boards_may_still_register()
    {
        var pipelines = CreateTestProbe("pipelines");
        var manager = Start(TimeSpan.FromSeconds(30), pipelines);
        manager.Tell(new AskBoards(_job, [new HeldBoard("a", ActorRefs.Nobody)]), pipelines);
        Leases(manager).ShouldBeEmpty();
        pipelines.ExpectNoMsg(TimeSpan.Zero);
    }

    private System.Collections.Immutable.ImmutableArray<JobStatus> Jobs(IActorRef manager)
    {
        manager.Tell(new GetJobs(), TestActor);
        return ExpectMsg<JobList>(Patience).Jobs;
    }

    private IActorRef Start(TimeSpan grace, IActorRef? pipelines = null)
    {
        var setup = new HeadSetup([TinyNetwork.Application("two", 1), TinyNetwork.Application("one")], new JobSettings { StopRetry = TimeSpan.FromMilliseconds(200) }, grace);
        return Sys.ActorOf(NodeManager.Props(setup with { Pipelines = pipelines }));
    }

    private TestProbe Register(IActorRef manager, string name, params ConfigureJob[] positions)
    {
        var probe = CreateTestProbe(name);
        var info = new BoardInfo(name, TinyNetwork.BoardType, new DataEndpoint("127.0.0.1", 7000), [new FpgaInfo(0, "test", "")], ["tiny"]);
        manager.Tell(new RegisterBoard(info) { Positions = [.. positions] }, probe);
        probe.FishForMessage(message => message is BoardRegistered || Keep(probe, message), Patience);
        return probe;
    }

    // A restored job may be told of before the answer to the registration.
    private static bool Keep(TestProbe probe, object message)
    {
        probe.Ref.Tell(message, probe.LastSender);
        return false;
    }

    private ConfigureJob Report(string application, int position, int attempt)
    {
        var description = TinyNetwork.Application(application, application == "two" ? [1] : []);
        DataEndpoint? next = position + 1 < description.Positions.Length ? new DataEndpoint("127.0.0.1", 7000) : null;
        return new ConfigureJob(_job, application, "tiny", description.Positions[position], position, description.Positions.Length, 0, 4, 1, next)
        {
            Attempt = attempt,
            Origin = new JobOrigin(_client, "client", TimeSpan.Zero),
        };
    }

    private JobId?[] Leases(IActorRef manager)
    {
        var asker = CreateTestProbe();
        manager.Tell(new GetBoards(0), asker);
        return [.. asker.ExpectMsg<BoardList>(Patience).Boards.SelectMany(board => board.Leases)];
    }
}
