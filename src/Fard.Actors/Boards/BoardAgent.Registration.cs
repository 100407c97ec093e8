using Akka.Actor;
using Akka.Event;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;

namespace Fard.Actors.Boards;

/// <summary>What the node manager is told of the board, and what happens without one.</summary>
internal sealed partial class BoardAgent
{
    private IActorRef? _registeredWith;
    private int _revision;
    private int _answered;

    private void ReceiveRegistration()
    {
        Receive<Retry>(_ => Tell());
        Receive<BoardRegistered>(OnRegistered);
        Receive<BoardRefused>(message => _log.Error("The node manager refuses board {0}: {1}", _setup.Name, message.Reason));
        Receive<Orphaned>(_ => OnOrphaned());
    }

    /// <summary>Something of the board has changed, or the node manager is another: it is told until it has answered.</summary>
    private void Announce()
    {
        _revision++;
        Tell();
    }

    private void Tell()
    {
        var fpgas = _setup.Accelerators.Select((accelerator, index) => new FpgaInfo(index, accelerator.Kind, _loaded[index]) { Fault = _faults[index] });
        _nodeManager.Tell(new RegisterBoard(new BoardInfo(_setup.Name, _setup.BoardType, _listener.Endpoint, [.. fpgas], _setup.Bitstreams.Names)
        {
            Fetches = _setup.Bitstreams.Fetches,
            CpuMilli = _setup.Tasks.CpuMilli,
            MemoryBytes = _setup.Tasks.MemoryBytes,
            Roles = _setup.Tasks.Roles,
        })
        {
            Revision = _revision,
            Leaving = _leaving,
            TaskLeases = _tasksHosted.Leases,
            Positions = [.. _positions.Values.Select(position => position.Configured)],
        });
        Timers.StartSingleTimer(nameof(Retry), Retry.Instance, _setup.RegistrationRetry);
    }

    private void OnRegistered(BoardRegistered message)
    {
        if (!Sender.Equals(_registeredWith))
        {
            if (_registeredWith is not null) Context.Unwatch(_registeredWith);
            _registeredWith = Context.Watch(Sender);
            Timers.Cancel(nameof(Orphaned));
            _reported = null;
            _log.Info("Board {0} ({1}) is registered with {2}.", _setup.Name, _setup.BoardType, Sender.Path);
        }

        _answered = message.Revision;
        if (_answered == _revision) Timers.Cancel(nameof(Retry));
        LeaveWhenDrained();
    }

    // Positions go on: their coordinator may live on another head, or the next node manager gives them another one.
    private void OnNodeManagerLost()
    {
        _log.Warning("Board {0} has lost its node manager and looks for the next.", _setup.Name);
        _registeredWith = null;
        Timers.StartSingleTimer(nameof(Orphaned), Orphaned.Instance, _settings.OrphanTimeout);
        Announce();
    }

    private void OnOrphaned()
    {
        _tasks.Tell(new StopAllTasks($"There was no node manager for {_settings.OrphanTimeout.TotalSeconds:0.###} s (fard.jobs.orphan-timeout).", Closes: false));
        foreach (var position in _positions.Values)
            GiveUp(position, JobFailure.NodeManagerLost, $"There was no node manager for {_settings.OrphanTimeout.TotalSeconds:0.###} s (fard.jobs.orphan-timeout).");
    }

    private sealed record Retry : INoSerializationVerificationNeeded
    {
        public static readonly Retry Instance = new();
    }

    private sealed record Orphaned : INoSerializationVerificationNeeded
    {
        public static readonly Orphaned Instance = new();
    }
}
