using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// Takes one job through its life: configures every position, waits until all are ready, starts them, and ends when all have stopped. The first failure
/// stops every position; the client hears of it at once, the node manager gets each lease back when its position has stopped.
/// </summary>
internal sealed class PipelineCoordinator : ReceiveActor, IWithTimers
{
    private readonly PipelinePlan _plan;
    private readonly IActorRef _nodeManager;
    private readonly JobSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef?[] _ready;
    private readonly bool[] _ended;
    private IActorRef _client;
    private JobFailed? _failure;
    private PositionEnded? _secondary;
    private bool _started;
    private bool _over;

    public PipelineCoordinator(PipelinePlan plan, IActorRef nodeManager, JobSettings settings)
    {
        _plan = plan;
        _nodeManager = nodeManager;
        _settings = settings;
        _client = plan.Job.Client;
        _ready = new IActorRef?[plan.Positions.Length];
        _ended = new bool[plan.Positions.Length];
        Receive<PositionReady>(OnReady, message => IsPosition(message.Position));
        Receive<PositionEnded>(OnEnded, message => IsPosition(message.Position));
        Receive<FpgaReleased>(message => _nodeManager.Tell(new LeaseReturned(Job, message.Position, Loaded: true)), message => IsPosition(message.Position));
        Receive<PositionProgress>(message => _nodeManager.Tell(new ChunksDone(Job, message.Chunks)));
        Receive<EndPipeline>(message => Fail(message.Failure, message.Reason));
        Receive<BoardGone>(OnBoardGone);
        Receive<Resubmitted>(_ => OnResubmitted());
        Receive<StepOverdue>(message => Fail(JobFailure.Deadline, message.Reason));
        Receive<StopAgain>(_ => StopPositions());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(PipelinePlan plan, IActorRef nodeManager, JobSettings settings) =>
        Akka.Actor.Props.Create(() => new PipelineCoordinator(plan, nodeManager, settings));

    /// <summary>Spawns the coordinator of a job and configures the positions in its name, so that they need not wait until it has started.</summary>
    public static IActorRef Start(IActorRefFactory factory, PipelinePlan plan, IActorRef nodeManager, JobSettings settings)
    {
        var coordinator = factory.ActorOf(Props(plan, nodeManager, settings), $"job-{plan.Job.Job}");
        Configure(plan, coordinator);
        return coordinator;
    }

    /// <summary>Configures every position and tells the client where its data goes.</summary>
    internal static void Configure(PipelinePlan plan, IActorRef coordinator)
    {
        foreach (var position in plan.Positions) position.Agent.Tell(position.Configure, coordinator);
        plan.Job.Client.Tell(plan.ToPlaced(), coordinator);
    }

    private JobId Job => _plan.Job.Job;

    protected override void PreStart()
    {
        var limit = _settings.ConfigureTimeout;
        Timers.StartSingleTimer(nameof(StepOverdue), new StepOverdue($"Not every position was configured and had its bitstream within {limit.TotalSeconds:0.###} s."), limit);
    }

    // The node manager stops or moves: nobody would start these positions, nor return their leases.
    protected override void PostStop()
    {
        if (_over) return;
        StopPositions();
        if (_failure is null) _client.Tell(new JobFailed(Job, JobFailure.NodeManagerLost, "The node manager stopped while it ran the job."));
    }

    private bool IsPosition(int position) => position < _ended.Length;

    private void OnReady(PositionReady message)
    {
        _ready[message.Position] = Sender;
        if (_started || _failure is not null || _ready.Any(actor => actor is null)) return;
        _started = true;
        foreach (var actor in _ready) actor!.Tell(new StartJob(Job));
        var asked = _plan.Job.Request.Timeout;
        var limit = asked > TimeSpan.Zero ? asked : _plan.Job.Application.JobTimeout;
        Timers.StartSingleTimer(nameof(StepOverdue), new StepOverdue($"The job took longer than {limit.TotalSeconds:0.###} s."), limit);
        _nodeManager.Tell(new PhaseChanged(Job, JobPhase.Running));
    }

    private void OnEnded(PositionEnded message)
    {
        if (_ended[message.Position]) return;
        MarkEnded(message.Position, message.Failure is null or not JobFailure.DeviceFailed);
        if (message is { Failure: { } failure, Secondary: false }) Fail(failure, message.Reason);
        else if (message.Failure is not null) OnSecondary(message);
        EndWhenAllEnded();
    }

    // A position that stopped because of another: that other one knows the reason and will say it, unless its board is gone.
    private void OnSecondary(PositionEnded message)
    {
        if (_failure is not null) return;
        _secondary ??= message;
        StopPositions();
    }

    private void OnBoardGone(BoardGone message)
    {
        for (var position = 0; position < _ended.Length; position++)
        {
            if (_ended[position] || _plan.Positions[position].Board != message.Board) continue;
            MarkEnded(position, loaded: false);
            Fail(JobFailure.BoardLost, $"Board {message.Board} was lost with position {position} ({_plan.Positions[position].Placed.JobName}) on it: {message.Reason}");
        }

        EndWhenAllEnded();
    }

    private void OnResubmitted()
    {
        _client = Sender;
        _client.Tell(_failure is { } failure ? failure : _plan.ToPlaced());
    }

    private void MarkEnded(int position, bool loaded)
    {
        _ended[position] = true;
        _nodeManager.Tell(new LeaseReturned(Job, position, _ready[position] is null ? null : loaded));
    }

    private void Fail(JobFailure failure, string reason)
    {
        if (_failure is not null) return;
        _failure = new JobFailed(Job, failure, reason);
        _log.Warning("Job {0} of {1} failed ({2}): {3}", Job, _plan.Job.Application.Name, failure, reason);
        _client.Tell(_failure);
        _nodeManager.Tell(new PhaseChanged(Job, JobPhase.Ending));
        Timers.Cancel(nameof(StepOverdue));
        StopPositions();
    }

    private void StopPositions()
    {
        var reason = _failure?.Reason ?? _secondary?.Reason ?? "The node manager stopped.";
        for (var position = 0; position < _ended.Length; position++)
        {
            if (!_ended[position]) _plan.Positions[position].Agent.Tell(new StopJob(Job, position, reason));
        }

        // A message may be lost, a position may not: it is told again until it has stopped or its board is gone.
        Timers.StartSingleTimer(nameof(StopAgain), StopAgain.Instance, _settings.StopRetry);
    }

    private void EndWhenAllEnded()
    {
        if (_over || _ended.Contains(false)) return;
        if (_failure is null && _secondary is { } secondary) Fail(secondary.Failure!.Value, secondary.Reason);
        _over = true;
        if (_failure is null) _client.Tell(new JobDone(Job));
        _nodeManager.Tell(new PipelineEnded(Job, Done: _failure is null));
        Context.Stop(Self);
    }

    private sealed record StepOverdue(string Reason) : INoSerializationVerificationNeeded;

    private sealed record StopAgain : INoSerializationVerificationNeeded
    {
        public static readonly StopAgain Instance = new();
    }
}
