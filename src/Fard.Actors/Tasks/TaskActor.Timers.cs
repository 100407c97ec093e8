using Akka.Actor;
using Akka.Event;

namespace Fard.Actors.Tasks;

/// <summary>Time limits of one replica: what takes too long is ended, by force in the end.</summary>
internal sealed partial class TaskActor
{
    private int _unanswered;

    private void ReceiveTimers()
    {
        Receive<Overdue>(OnOverdue);
        Receive<CrashesForgotten>(_ => _crashes = 0);
        Receive<Beat>(_ => OnBeat());
        Receive<Alive>(message =>
        {
            if (message.Run == _runs) _unanswered = 0;
        });
        Receive<ByForce>(message => OnForce(message.Run));
        Receive<GivenUp>(message => OnGivenUp(message.Run));
    }

    private void CancelTimers()
    {
        foreach (var timer in new[] { nameof(Overdue), nameof(CrashesForgotten), nameof(Beat), nameof(StartAgain) }) Timers.Cancel(timer);
        _unanswered = 0;
    }

    private void OnOverdue(Overdue message)
    {
        if (message.Run != _runs || _state is not (TaskState.Launching or TaskState.Starting)) return;
        Kill($"{message.What} {message.Limit.TotalSeconds:0.###} s.");
    }

    // One question at a time: a program that hangs leaves it unanswered.
    private void OnBeat()
    {
        if (_state != TaskState.Ready || _run is not { } run) return;
        if (_unanswered * Settings.HeartbeatInterval >= Settings.HeartbeatPause)
        {
            Kill($"It did not say that it lives for {Settings.HeartbeatPause.TotalSeconds:0.###} s.");
            return;
        }

        if (_unanswered++ > 0) return;
        var (self, runs) = (Self, _runs);
        run.CheckAsync().ContinueWith(
            checking =>
            {
                if (checking.IsCompletedSuccessfully) self.Tell(new Alive(runs));
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // The program did something wrong, or nothing: it is ended, and its end is a crash.
    private void Kill(string reason)
    {
        CancelTimers();
        if (_run is not { } run)
        {
            Crash(reason);
            return;
        }

        run.Fail(reason);
        End(run);
    }

    private void End(ProgramRun run)
    {
        run.Cancel();
        Timers.StartSingleTimer(nameof(ByForce), new ByForce(_runs), Settings.StopGrace);
    }

    private void OnForce(int run)
    {
        if (run != _runs || _run is null) return;
        _log.Warning("{0} of {1} does not stop and is ended by force.", _launch.Need.PeerId, _launch.Record.Id);
        _run.Abandon();
        Timers.StartSingleTimer(nameof(GivenUp), new GivenUp(run), Settings.ForceGrace);
    }

    private void OnGivenUp(int run)
    {
        if (run != _runs || _run is null) return;
        _log.Error("{0} of {1} does not end even by force; what it still does is nobody's.", _launch.Need.PeerId, _launch.Record.Id);
        var failure = _run.Failure;
        _run = null;
        _host.Inbox.Clear();
        if (_stopping) Context.Stop(Self);
        else Crash(failure ?? "It did not end even by force.");
    }

    private sealed record Overdue(int Run, string What, TimeSpan Limit) : INoSerializationVerificationNeeded;

    private sealed record Alive(int Run) : INoSerializationVerificationNeeded;

    private sealed record ByForce(int Run) : INoSerializationVerificationNeeded;

    private sealed record GivenUp(int Run) : INoSerializationVerificationNeeded;

    private sealed record CrashesForgotten : INoSerializationVerificationNeeded
    {
        public static readonly CrashesForgotten Instance = new();
    }

    private sealed record Beat : INoSerializationVerificationNeeded
    {
        public static readonly Beat Instance = new();
    }
}
