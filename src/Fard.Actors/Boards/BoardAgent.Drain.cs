using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;

namespace Fard.Actors.Boards;

/// <summary>How the board leaves: it takes no new position, finishes those that it has, and says when it has none.</summary>
internal sealed partial class BoardAgent
{
    private bool _leaving;
    private bool _closed;
    private int _leavingRevision;
    private IActorRef _drainAsker = ActorRefs.Nobody;

    private void ReceiveDrain()
    {
        Receive<Drain>(_ => OnDrain());
        Receive<NotAnswered>(_ => Close());
        Receive<DrainOverdue>(_ => OnDrainOverdue());
    }

    private void OnDrain()
    {
        _drainAsker = Sender;
        if (_leaving)
        {
            LeaveWhenDrained();
            return;
        }

        _leaving = true;
        _log.Info("Board {0} leaves: it takes no new position and finishes {1}.", _setup.Name, _positions.Count);
        Announce();
        _leavingRevision = _revision;
        StopTasks();
        // Without a node manager nobody sends new positions.
        Timers.StartSingleTimer(nameof(NotAnswered), NotAnswered.Instance, 2 * _setup.RegistrationRetry);
        Timers.StartSingleTimer(nameof(DrainOverdue), DrainOverdue.Instance, _setup.DrainTimeout);
    }

    /// <summary>What the node manager placed before it knew that the board leaves has arrived when it answers: messages keep their order.</summary>
    private void LeaveWhenDrained()
    {
        if (_closed || (_leaving && _answered >= _leavingRevision)) Close();
    }

    private void Close()
    {
        _closed = true;
        if (_positions.Count == 0 && _tasksHosted.Count == 0) _drainAsker.Tell(Drained.Instance);
    }

    private void OnDrainOverdue()
    {
        _closed = true;
        StopTasks();
        foreach (var position in _positions.Values)
        {
            position.Next = null;
            GiveUp(position, JobFailure.BoardLost, $"It leaves the cluster and could not wait longer than {_setup.DrainTimeout.TotalSeconds:0.###} s (fard.board.drain-timeout).");
        }
    }

    private sealed record NotAnswered : INoSerializationVerificationNeeded
    {
        public static readonly NotAnswered Instance = new();
    }

    private sealed record DrainOverdue : INoSerializationVerificationNeeded
    {
        public static readonly DrainOverdue Instance = new();
    }
}

/// <summary>Member to its BoardAgent: the board is about to leave. Answered by <see cref="Drained"/> when it has no position any more.</summary>
internal sealed record Drain : INoSerializationVerificationNeeded
{
    public static readonly Drain Instance = new();
}

/// <summary>The board has no position and takes none.</summary>
internal sealed record Drained : INoSerializationVerificationNeeded
{
    public static readonly Drained Instance = new();
}
