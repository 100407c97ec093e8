using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Telemetry;

namespace Fard.Actors.NodeManagement;

/// <summary>The attempts of a job: what is taken for a loss, and how the next attempt begins.</summary>
internal sealed partial class PipelineCoordinator
{
    // How long whoever knows why an attempt broke may take to say so, when another position has only been told.
    private static readonly TimeSpan ReasonWait = TimeSpan.FromMilliseconds(250);

    private readonly HashSet<string> _avoided = [];
    private (JobFailure Failure, string Reason)? _loss;
    private int _begun;
    private bool _started;
    private bool _recovering;
    private bool _received;

    private void StartWhenReady()
    {
        if (_slots.Any(slot => slot.State != SlotState.Dropped && slot is not { State: SlotState.Held, Ready: not null })) return;
        _started = true;
        _recovering = false;
        _loss = null;
        _begun++;
        JobMetrics.Started(_plan.Job.Application.Name);
        _span?.AddEvent(new ActivityEvent("started", tags: new() { { TelemetryTags.Attempt, _plan.Attempt }, { TelemetryTags.Boards, _plan.Boards } }));
        foreach (var slot in _slots.Where(slot => slot.State == SlotState.Held)) slot.Ready!.Tell(Start());
        foreach (var timer in (string[])[nameof(SetupOverdue), nameof(AnswerOverdue)]) Timers.Cancel(timer);
        if (_begun == 1)
        {
            var asked = _plan.Job.Request.Timeout;
            var limit = asked > TimeSpan.Zero ? asked : _plan.Job.Application.JobTimeout;
            Timers.StartSingleTimer(nameof(RunOverdue), new RunOverdue($"The job took longer than {limit.TotalSeconds:0.###} s."), limit);
        }

        _nodeManager.Tell(Phase(JobPhase.Running));
    }

    private void OnBroken(PositionBroken message)
    {
        if (FindCurrent(message) is null || _stopping)
        {
            // A board that was lost is back: its position has no business here any more.
            if (Find(message.Position, message.Replica) is not { IsAlive: true } slot || !Sender.Path.Address.Equals(slot.Plan.Agent.Path.Address))
                Sender.Tell(new StopJob(Job, message.Position, "The job goes on without this position.") { Replica = message.Replica, Attempt = message.Attempt });
        }
        else if (message is { Failure: JobFailure.Cancelled, Secondary: false })
        {
            Fail(JobFailure.Cancelled, message.Reason);
        }
        else
        {
            // A connection that broke where a board was lost broke because of it, whoever speaks first.
            if (_loss is null || (!message.Secondary && _slots.All(slot => slot.State != SlotState.Lost))) _loss = (message.Failure, message.Reason);
            // An attempt that broke before it began would break again at once: whatever is wrong gets the time to show itself.
            var wait = message.Secondary ? ReasonWait : _started ? TimeSpan.Zero : _settings.StopRetry;
            Recover(message.Reason);
            if (wait == TimeSpan.Zero) BeginNextAttempt();
            else if (!Timers.IsTimerActive(nameof(NextAttempt))) Timers.StartSingleTimer(nameof(NextAttempt), NextAttempt.Instance, wait);
        }
    }

    private void OnBoardGone(BoardGone message)
    {
        foreach (var slot in _slots.Where(slot => slot.IsAlive && slot.Plan.Board == message.Board).ToArray())
        {
            ReturnLease(slot, loaded: false);
            slot.State = SlotState.Lost;
            if (!_stopping) Lose(slot, JobFailure.BoardLost, $"Board {message.Board} was lost with {Describe(slot)} on it: {message.Reason}", avoid: false);
        }

        EndWhenAllEnded();
    }

    private void OnAnswerOverdue(AnswerOverdue message)
    {
        if (_started || _stopping || message.Attempt != _plan.Attempt) return;
        foreach (var slot in _slots.Where(slot => slot is { State: SlotState.Held, IsSurvivor: true, Ready: null }).ToArray())
        {
            if (_stopping) return;
            var reason = $"Board {slot.Plan.Board} with {Describe(slot)} was not ready for another attempt within {_settings.AnswerTimeout.TotalSeconds:0.###} s.";
            slot.Plan.Agent.Tell(new StopJob(Job, slot.Plan.Position, reason) { Replica = slot.Plan.Replica, Attempt = _plan.Attempt });
            ReturnLease(slot, loaded: false);
            slot.State = SlotState.Lost;
            Lose(slot, JobFailure.BoardLost, reason, avoid: true);
        }
    }

    private void OnSetupOverdue()
    {
        var limit = _settings.ConfigureTimeout.TotalSeconds;
        if (_loss is { } loss) Fail(loss.Failure, $"{loss.Reason} No other attempt was ready within {limit:0.###} s.");
        else Fail(JobFailure.Deadline, $"Not every position was configured and had its bitstream within {limit:0.###} s.");
    }

    /// <summary>The slot has no board any more.</summary>
    private void Lose(PositionSlot slot, JobFailure failure, string reason, bool avoid)
    {
        _loss = (failure, reason);
        if (avoid) _avoided.Add(slot.Plan.Board);
        if (failure == JobFailure.Deadline)
        {
            Fail(failure, reason);
            return;
        }

        Recover(reason);
        if (!_stopping) Replace(slot, reason);
        if (!_stopping) BeginNextAttempt();
    }

    private void Recover(string reason)
    {
        if (_received)
        {
            Stop("The client has every result.");
            return;
        }

        if (_recovering) return;
        _recovering = true;
        JobMetrics.Recovers(_plan.Job.Application.Name, _loss?.Failure ?? JobFailure.BoardLost);
        _span?.AddEvent(new ActivityEvent("recovering", tags: new() { { TelemetryTags.Attempt, _plan.Attempt }, { "reason", reason } }));
        _log.Info("Job {0} of {1} needs another attempt: {2}", Job, _plan.Job.Application.Name, reason);
        _nodeManager.Tell(Phase(JobPhase.Recovering, reason));
        Timers.StartSingleTimer(nameof(SetupOverdue), SetupOverdue.Instance, _settings.ConfigureTimeout);
        Timers.StartSingleTimer(nameof(TellAgain), TellAgain.Instance, _settings.StopRetry);
    }

    private void Replace(PositionSlot slot, string reason)
    {
        slot.State = SlotState.Lost;
        slot.Ready = null;
        _nodeManager.Tell(new ReplacePosition(Job, slot.Plan.Position, slot.Plan.Replica, [.. _avoided], reason));
    }

    private void OnReplaced(PositionReplaced message)
    {
        if (_stopping || Find(message.Position, message.Replica) is not { State: SlotState.Lost } slot)
        {
            _nodeManager.Tell(new LeaseReturned(Job, message.Position, null) { Replica = message.Replica });
            return;
        }

        slot.Plan = slot.Plan with { Board = message.Board, Agent = message.Agent, Endpoint = message.Endpoint, Fpga = message.Fpga };
        (slot.State, slot.Ready, slot.WasReady) = (SlotState.Held, null, false);
        BeginNextAttempt();
    }

    private void OnRefused(ReplacementRefused message)
    {
        if (_stopping || Find(message.Position, message.Replica) is not { State: SlotState.Lost } slot) return;
        slot.State = SlotState.Dropped;
        if (_slots.Any(other => other.Plan.Position == message.Position && other.State != SlotState.Dropped))
        {
            _log.Info("Job {0} goes on without replica {1} of position {2}: {3}", Job, message.Replica, message.Position, message.Reason);
            BeginNextAttempt();
            return;
        }

        var (failure, reason) = _loss ?? (JobFailure.BoardLost, "A board was lost.");
        Fail(failure, $"{reason} There is no other board for it: {message.Reason}");
    }

    // Every position has to compute again what was under way: one that is done already needs a board again as well.
    private void BeginNextAttempt()
    {
        if (_stopping || !_recovering) return;
        foreach (var slot in _slots.Where(slot => slot.State is SlotState.Released or SlotState.Ended).ToArray()) Replace(slot, _loss?.Reason ?? "");
        if (_slots.Any(slot => slot.State == SlotState.Lost)) return;
        if (_begun >= _settings.MaxAttempts)
        {
            var (failure, reason) = _loss ?? (JobFailure.BoardLost, "It broke off.");
            Fail(failure, $"{reason} The job was begun {_begun} times (fard.jobs.max-attempts).");
            return;
        }

        Timers.Cancel(nameof(NextAttempt));
        _started = false;
        _plan = new PipelinePlan(_plan.Job, _plan.Attempt + 1, [.. _slots.Where(slot => slot.State == SlotState.Held).Select(slot => slot.Plan)]) { TraceParent = _plan.TraceParent };
        foreach (var slot in _slots) (slot.IsSurvivor, slot.Ready) = (slot.WasReady, null);
        _log.Info("Attempt {0} of job {1} is set up on {2}.", _plan.Attempt, Job, string.Join(", ", _plan.Slots.Select(slot => slot.Board)));
        foreach (var slot in _plan.Slots) slot.Agent.Tell(_plan.Configure(slot));
        _client.Tell(_plan.ToPlaced());
        Timers.StartSingleTimer(nameof(AnswerOverdue), new AnswerOverdue(_plan.Attempt), _settings.AnswerTimeout);
    }

    private void OnResultsReceived()
    {
        _received = true;
        if (_recovering && !_stopping) Stop("The client has every result.");
    }

    private string Describe(PositionSlot slot) => $"position {slot.Plan.Position} ({_plan.Job.Application.Positions[slot.Plan.Position].JobName})";

    private sealed record SetupOverdue : INoSerializationVerificationNeeded
    {
        public static readonly SetupOverdue Instance = new();
    }

    private sealed record AnswerOverdue(int Attempt) : INoSerializationVerificationNeeded;

    private sealed record NextAttempt : INoSerializationVerificationNeeded
    {
        public static readonly NextAttempt Instance = new();
    }
}
