using Akka.Actor;
using Akka.TestKit;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Tests.TestBoards;

namespace Fard.Actors.Tests.NodeManagement;

/// <summary>The entity around a coordinator.</summary>
public class PipelineEntitySpec : LocalKit
{
    private readonly TestProbe _manager;
    private readonly TestProbe _board;
    private readonly IActorRef _pipelines;
    private readonly PipelinePlan _plan;

    public PipelineEntitySpec()
    {
        _manager = CreateTestProbe("manager");
        _manager.IgnoreMessages<AskBoards>();
        _board = CreateTestProbe("board");
        _pipelines = Sys.ActorOf(LocalPipelines.Props(_manager, new JobSettings()));
        var request = new SubmitJob(JobId.New(), "one", "client", 4, TinyNetwork.InputBytes, TimeSpan.Zero);
        _plan = new PipelinePlan(
            new QueuedJob(request, TinyNetwork.Application("one"), CreateTestProbe()), 1, [new PlannedSlot(0, 0, 1, "a", _board, new DataEndpoint("127.0.0.1", 7000), 0)]);
    }

    private JobId Job => _plan.Job.Job;

    [Fact]
    public void Takes_messages_of_a_job_to_its_coordinator()
    {
        _pipelines.Tell(new RunPipeline(_plan, Resume: false));
        _manager.ExpectMsg(new PipelineStarted(Job), Patience);
        var position = CreateTestProbe();
        _pipelines.Tell(new PositionReady(Job, 0, true), position);
        position.ExpectMsg<StartJob>(Patience);
        _manager.ExpectMsg<PhaseChanged>(Patience).Phase.ShouldBe(JobPhase.Running);
    }

    [Fact]
    public void A_coordinator_that_runs_says_so_when_it_is_to_run_again()
    {
        _pipelines.Tell(new RunPipeline(_plan, Resume: false));
        _manager.ExpectMsg<PipelineStarted>(Patience);
        _pipelines.Tell(new RunPipeline(_plan with { Attempt = 7 }, Resume: true));
        var running = _manager.ExpectMsg<RunningPipeline>(Patience);
        (running.Plan.Attempt, running.Phase).ShouldBe((1, JobPhase.Configuring));
        running.Plan.Slots.ShouldBe(_plan.Slots);
    }

    [Fact]
    public void Without_a_plan_it_asks_for_it_once_and_begins_the_next_attempt()
    {
        _pipelines.Tell(new PositionEnded(Job, 0, null, "", false));
        _pipelines.Tell(new PositionEnded(Job, 0, null, "", false));
        _manager.ExpectMsg(new PipelineLost(Job), Patience);
        _pipelines.Tell(new RunPipeline(_plan with { Attempt = 2 }, Resume: true));
        _manager.ExpectMsg<PipelineStarted>(Patience);
        _board.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(3);
    }

    [Fact]
    public void A_coordinator_that_throws_is_reported_lost_and_another_goes_on()
    {
        _pipelines.Tell(new RunPipeline(_plan, Resume: false));
        _manager.ExpectMsg<PipelineStarted>(Patience);
        _manager.LastSender.Tell(Kill.Instance);
        _manager.ExpectMsg(new PipelineLost(Job), Patience);
        // Told until it is answered: the first may still reach the one that is on its way out.
        AwaitAssert(() =>
        {
            _pipelines.Tell(new RunPipeline(_plan with { Attempt = 2 }, Resume: true));
            _manager.FishForMessage(message => message is PipelineStarted, TimeSpan.FromMilliseconds(200));
        }, Patience);
        _board.ExpectMsg<ConfigureJob>(Patience).Attempt.ShouldBe(3);
    }

    [Fact]
    public void Messages_after_the_end_wake_nobody()
    {
        _pipelines.Tell(new RunPipeline(_plan, Resume: false));
        _manager.ExpectMsg<PipelineStarted>(Patience);
        _pipelines.Tell(new PositionEnded(Job, 0, null, "", false));
        _manager.FishForMessage(message => message is PipelineEnded, Patience);
        _pipelines.Tell(new FpgaReleased(Job, 0));
        _pipelines.Tell(new ResultsReceived(Job));
        _manager.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
    }
}
