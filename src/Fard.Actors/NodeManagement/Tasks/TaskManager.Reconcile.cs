using Akka.Actor;
using Akka.Event;
using Fard.Actors.Boards;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>Brings what is towards what is to be: places replicas that wait, repeats what was not heard, and publishes who is a peer.</summary>
internal sealed partial class TaskManager
{
    private readonly Dictionary<(string Board, string Application, string Task, int Index), (long Incarnation, string Reason, ReplicaNeed? Need)> _stops = [];

    /// <summary>At intervals.</summary>
    public void OnTick()
    {
        FindSilentBoards();
        foreach (var ((board, id, task, index), (incarnation, reason, _)) in _stops)
            _registry.Find(board)?.Agent.Tell(new StopTask(id, task, index, incarnation, reason));
        foreach (var application in _applications.Values.ToArray()) Reconcile(application);
        AnswerKillers();
    }

    private void Reconcile(TaskApplication application)
    {
        if (application.Launch is not null) return;
        var now = Now;
        foreach (var replica in application.Replicas.Values)
        {
            if (replica.Board is null)
            {
                if (!replica.State.IsOver() && now >= replica.NotBefore && !IsStopping(application.Id, replica)) Place(application, replica);
            }
            else if (!replica.IsSeen)
            {
                if (now - replica.Placed >= _settings.LaunchTimeout)
                {
                    replica.Avoid = replica.Board.Name;
                    Stop(application.Id, replica, "Its board did not report it in time.");
                    Lose(application, replica, $"Board {replica.Avoid} did not report it within {_settings.LaunchTimeout.TotalSeconds:0.###} s (fard.tasks.launch-timeout).");
                }
                else if (now - replica.Told >= _settings.Retry)
                {
                    Tell(application, replica);
                }
            }
        }

        Roll(application);
        Publish(application);
    }

    private void Place(TaskApplication application, TaskReplica replica)
    {
        var placed = TaskPlacement.Find([(replica.Task, replica.Index)], Rooms(application), (_, _) => replica.Avoid, out var reason);
        if (placed.IsDefault)
        {
            replica.Reason = reason;
            replica.NotBefore = Now + _settings.Retry;
            // Where nothing else will do, a board may be tried again.
            replica.Avoid = null;
            return;
        }

        Assign(application, replica, placed[0].Board, placed[0].Need);
        _log.Info("{0} of {1} goes to board {2}.", replica.PeerId, application.Id, placed[0].Board.Name);
        Tell(application, replica);
    }

    // The FPGA comes back when the board reports that nobody has it.
    private void Lose(TaskApplication application, TaskReplica replica, string reason)
    {
        _log.Warning("{0} of {1} is lost: {2}", replica.PeerId, application.Id, reason);
        _host.Note(ClusterEventKinds.TaskLost, EventSeverity.Warning, $"{replica.PeerId} of {application.Id} is lost: {reason}", application.Id, replica.Board?.Name ?? "");
        replica.Unplace(reason);
        replica.NotBefore = Now + _settings.Retry;
    }

    private void Stop(string id, TaskReplica replica, string reason)
    {
        if (replica.Board is { } board) Stop(board, id, replica.Task.Name, replica.Index, replica.Incarnation, reason, replica.HoldsBoard ? replica.Need : null);
    }

    private void Stop(BoardState board, string id, string task, int index, long incarnation, string reason, ReplicaNeed? need)
    {
        if (_registry.Find(board.Name) != board) return;
        var key = (board.Name, id, task, index);
        if (!_stops.TryGetValue(key, out var known) || known.Incarnation < incarnation) _stops[key] = (incarnation, reason, need);
        board.Agent.Tell(new StopTask(id, task, index, incarnation, reason));
    }

    private bool IsStopping(string id, TaskReplica replica) =>
        _stops.Keys.Any(stop => stop.Application == id && stop.Task == replica.Task.Name && stop.Index == replica.Index);

    private void Publish(TaskApplication application)
    {
        var peers = application.Replicas.Values
            .Where(replica => replica is { State: TaskState.Ready, IsSeen: true, Board.Reachable: true })
            .Select(ToEntry)
            .OrderBy(peer => peer.Id, StringComparer.Ordinal)
            .ToArray();
        var last = application.Peers;
        if (last.Id.Length > 0 && last.CollectsOutput == application.Record.CollectsOutput && last.Peers.SequenceEqual(peers)) return;
        application.Peers = new ApplicationPeers(application.Id, last.Version + 1, application.Record.CollectsOutput, [.. peers]);
        foreach (var board in application.Replicas.Values.Select(replica => replica.Board).OfType<BoardState>().Distinct()) board.Agent.Tell(application.Peers);
    }
}
