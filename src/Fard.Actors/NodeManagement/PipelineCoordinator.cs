using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Telemetry;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// Takes one job through its life: configures every position, waits until all are ready, starts them, and ends when all have stopped. What is lost on the
/// way costs an attempt: the lost position gets another board, and the job goes on with the next attempt where the client's results end. Where that cannot
/// be, every position is stopped; the client hears of it at once, the node manager gets each lease back when its position has stopped.
/// </summary>
/// <remarks>See <c>docs/runtime.md</c> for the states of a job and what happens when what is lost.</remarks>
internal sealed partial class PipelineCoordinator : ReceiveActor, IWithTimers
{
    private readonly IActorRef _nodeManager;
    private readonly JobSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ImmutableArray<PositionSlot> _slots;
    private readonly bool _resume;
    private PipelinePlan _plan;
    private IActorRef _client;
    private JobFailed? _failure;
    private Activity? _span;
    private bool _stopping;
    private bool _over;

    public PipelineCoordinator(PipelinePlan plan, IActorRef nodeManager, JobSettings settings, bool resume)
    {
        _plan = plan;
        _nodeManager = nodeManager;
        _settings = settings;
        _client = plan.Job.Client;
        _resume = resume;
        _slots = [.. resume ? WithLost(plan) : plan.Slots.Select(slot => new PositionSlot(slot))];
        Receive<RunPipeline>(_ => _nodeManager.Tell(Describe()));
        Receive<PositionReady>(OnReady);
        Receive<PositionEnded>(OnEnded);
        Receive<PositionBroken>(OnBroken);
        Receive<FpgaReleased>(OnReleased);
        Receive<PositionProgress>(message => _nodeManager.Tell(new ChunksDone(Job, message.Chunks)));
        Receive<PositionReport>(OnReport);
        Receive<PositionReplaced>(OnReplaced);
        Receive<ReplacementRefused>(OnRefused);
        Receive<ResultsReceived>(_ => OnResultsReceived());
        Receive<CancelJob>(message => Fail(JobFailure.Cancelled, message.Reason));
        Receive<EndPipeline>(message => Fail(message.Failure, message.Reason));
        Receive<BoardGone>(OnBoardGone);
        Receive<Resubmitted>(_ => OnResubmitted());
        Receive<RunOverdue>(message => Fail(JobFailure.Deadline, message.Reason));
        Receive<SetupOverdue>(_ => OnSetupOverdue());
        Receive<AnswerOverdue>(OnAnswerOverdue);
        Receive<NextAttempt>(_ => BeginNextAttempt());
        Receive<TellAgain>(_ => OnTellAgain());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="resume">See <see cref="RunPipeline.Resume"/>.</param>
    public static Props Props(PipelinePlan plan, IActorRef nodeManager, JobSettings settings, bool resume = false) =>
        Akka.Actor.Props.Create(() => new PipelineCoordinator(plan, nodeManager, settings, resume));

    /// <summary>Configures every position and tells the client where its data goes, in the coordinator's name.</summary>
    internal static void Configure(PipelinePlan plan, IActorRef coordinator)
    {
        foreach (var slot in plan.Slots) slot.Agent.Tell(plan.Configure(slot), coordinator);
        plan.Job.Client.Tell(plan.ToPlaced(), coordinator);
    }

    private JobId Job => _plan.Job.Job;

    protected override void PreStart()
    {
        _span = FardTracing.Start("fard.job.run", ActivityKind.Internal, _plan.Job.Request.TraceParent)
            ?.SetTag(TelemetryTags.Job, $"{Job}").SetTag(TelemetryTags.Application, _plan.Job.Application.Name).SetTag(TelemetryTags.Boards, _plan.Boards);
        if (_span is { Id: { } id }) _plan = _plan with { TraceParent = id };
        Timers.StartSingleTimer(nameof(SetupOverdue), SetupOverdue.Instance, _settings.ConfigureTimeout);
        Timers.StartSingleTimer(nameof(TellAgain), TellAgain.Instance, _settings.StopRetry);
        if (_resume) ResumeAttempts();
    }

    // Its head leaves, its shard moves, or it threw: the positions go on, and the node manager has another coordinator begin the next attempt.
    protected override void PostStop()
    {
        if (!_over) _span.Fail(TelemetryTags.Of(JobFailure.NodeManagerLost), "The coordinator stops before its job.");
        _span.End();
        if (!_over) _nodeManager.Tell(new PipelineLost(Job));
    }

    private PositionSlot? Find(int position, int replica) => _slots.FirstOrDefault(slot => slot.Plan.Position == position && slot.Plan.Replica == replica);

    // Of an attempt that is over nothing is taken: its positions have heard of the next, or are not this job's any more.
    private PositionSlot? FindCurrent(IPositionMessage message) =>
        message.Attempt == _plan.Attempt && Find(message.Position, message.Replica) is { IsAlive: true } slot ? slot : null;

    private void OnReady(PositionReady message)
    {
        if (FindCurrent(message) is not { } slot || _stopping) return;
        slot.Ready = Sender;
        slot.WasReady = true;
        if (_started) Sender.Tell(Start());
        else StartWhenReady();
    }

    private StartJob Start() => new(Job) { Attempt = _plan.Attempt, TraceParent = _plan.TraceParent };

    private void OnReleased(FpgaReleased message)
    {
        if (FindCurrent(message) is not { State: SlotState.Held } slot) return;
        ReturnLease(slot, loaded: true);
        slot.State = SlotState.Released;
    }

    private void OnEnded(PositionEnded message)
    {
        if (FindCurrent(message) is not { } slot) return;
        Keep(slot, message.Record, tell: slot.Record is not null);
        ReturnLease(slot, message.Failure is null or not JobFailure.DeviceFailed);
        slot.State = message.Failure is null ? SlotState.Ended : SlotState.Lost;
        if (message.Failure is { } failure && !_stopping) Lose(slot, failure, message.Reason, avoid: failure == JobFailure.DeviceFailed);
        EndWhenAllEnded();
    }

    private void OnReport(PositionReport message)
    {
        if (message.Attempt == _plan.Attempt && Find(message.Record.Position, message.Record.Replica) is { } slot) Keep(slot, message.Record, tell: true);
    }

    // The last word goes with the end of the pipeline, unless somebody may already be looking: of a short job nothing else is told.
    private void Keep(PositionSlot slot, PositionRecord? record, bool tell)
    {
        if (record is null) return;
        slot.Record = record with { Board = slot.Plan.Board };
        if (tell) _nodeManager.Tell(new PositionReport(Job, _plan.Attempt, slot.Record));
    }

    private void OnResubmitted()
    {
        _client = Sender;
        _plan = _plan with { Job = _plan.Job with { Client = Sender } };
        _client.Tell(_failure is { } failure ? failure : _plan.ToPlaced());
    }

    // The lease of a position that has none any more has returned before.
    private void ReturnLease(PositionSlot slot, bool loaded)
    {
        if (slot.State == SlotState.Held)
            _nodeManager.Tell(new LeaseReturned(Job, slot.Plan.Position, slot.WasReady ? loaded : null) { Replica = slot.Plan.Replica });
    }

    private void Fail(JobFailure failure, string reason)
    {
        if (_failure is not null || _over) return;
        _failure = new JobFailed(Job, failure, reason);
        _log.Warning("Job {0} of {1} failed ({2}): {3}", Job, _plan.Job.Application.Name, failure, reason);
        _span.Fail(TelemetryTags.Of(failure), reason);
        _client.Tell(_failure);
        _nodeManager.Tell(Phase(JobPhase.Ending, reason) with { Failure = failure });
        Stop(reason);
    }

    private void Stop(string reason)
    {
        _stopping = true;
        foreach (var timer in (string[])[nameof(RunOverdue), nameof(SetupOverdue), nameof(AnswerOverdue), nameof(NextAttempt)]) Timers.Cancel(timer);
        StopPositions(reason);
        Timers.StartSingleTimer(nameof(TellAgain), TellAgain.Instance, _settings.StopRetry);
        EndWhenAllEnded();
    }

    private void StopPositions(string reason)
    {
        foreach (var slot in _slots.Where(slot => slot.IsAlive))
            slot.Plan.Agent.Tell(new StopJob(Job, slot.Plan.Position, reason) { Replica = slot.Plan.Replica, Attempt = _plan.Attempt });
    }

    // A message may be lost, a position may not: it is told again until it has answered or its board is gone. One that runs answers with what it has said
    // last, so that neither its start nor its end can be missed.
    private void OnTellAgain()
    {
        if (_stopping)
        {
            StopPositions(_failure?.Reason ?? "The client has every result.");
        }
        else if (!_slots.Any(slot => slot.State == SlotState.Lost))
        {
            foreach (var slot in _slots.Where(slot => slot.IsAlive && (_started || slot.Ready is null))) slot.Plan.Agent.Tell(_plan.Configure(slot.Plan));
            if (!_started) _client.Tell(_plan.ToPlaced());
        }

        if (_slots.Any(slot => slot.IsAlive)) _nodeManager.Tell(new AskBoards(Job, [.. _slots.Where(slot => slot.IsAlive).Select(slot => new HeldBoard(slot.Plan.Board, slot.Plan.Agent))]));
        Timers.StartSingleTimer(nameof(TellAgain), TellAgain.Instance, _settings.StopRetry);
    }

    private void EndWhenAllEnded()
    {
        if (_over || _slots.Any(slot => slot.IsAlive) || !_stopping && _slots.Any(slot => slot.State == SlotState.Lost)) return;
        _over = true;
        if (_failure is null) _client.Tell(new JobDone(Job));
        _nodeManager.Tell(new PipelineEnded(Job, Done: _failure is null) { Positions = [.. _slots.Select(slot => slot.Record).OfType<PositionRecord>()] });
        Context.Stop(Self);
    }

    private sealed record RunOverdue(string Reason) : INoSerializationVerificationNeeded;

    private sealed record TellAgain : INoSerializationVerificationNeeded
    {
        public static readonly TellAgain Instance = new();
    }
}
