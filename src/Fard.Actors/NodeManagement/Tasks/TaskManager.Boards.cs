using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>Boards as tasks see them: what is left of them, which of their FPGAs tasks hold, and those that are lost.</summary>
internal sealed partial class TaskManager
{
    private readonly Dictionary<BoardState, BoardTasks> _boards = [];

    /// <summary>A board has registered that this node manager did not know. FPGAs of its tasks are theirs before any job is given one.</summary>
    public void OnBoard(BoardState board, RegisterBoard message)
    {
        var tasks = TasksOf(board);
        foreach (var lease in message.TaskLeases.Where(lease => lease.Fpga < board.Info.Fpgas.Length))
        {
            board.Lease(lease.Fpga, lease.Lease);
            tasks.Leases[lease.Fpga] = lease.Lease;
        }
    }

    /// <summary>A board is gone with everything on it.</summary>
    public void OnBoardLost(BoardState board, string reason)
    {
        _boards.Remove(board);
        foreach (var stop in _stops.Keys.Where(stop => stop.Board == board.Name).ToArray()) _stops.Remove(stop);
        foreach (var application in _applications.Values.ToArray())
        {
            if (application.Launch is { } launch && launch.Boards.Contains(board))
            {
                Abort(application, $"Board {board.Name} is gone: {reason}");
                continue;
            }

            foreach (var replica in application.Replicas.Values.Where(replica => replica.Board == board))
            {
                var over = replica.State;
                Lose(application, replica, $"Board {board.Name} is gone: {reason}");
                if (over.IsOver()) replica.State = over;
            }

            Reconcile(application);
        }

        AnswerKillers();
    }

    /// <summary>The cluster reaches a board or does not, or the board has changed.</summary>
    public void OnBoardChanged()
    {
        foreach (var application in _applications.Values.ToArray()) Reconcile(application);
    }

    private BoardTasks TasksOf(BoardState board)
    {
        if (!_boards.TryGetValue(board, out var tasks)) _boards.Add(board, tasks = new BoardTasks { Reported = Now });
        return tasks;
    }

    private void TakeLease(BoardState board, int fpga, JobId lease)
    {
        board.Lease(fpga, lease);
        TasksOf(board).Leases[fpga] = lease;
    }

    private void ReleaseLease(BoardState board, int fpga, JobId lease)
    {
        board.Release(fpga, lease, loaded: "");
        TasksOf(board).Leases.Remove(fpga);
    }

    // An FPGA is free when the board says that no task has it, and none is on its way there.
    private void ReturnLeases(BoardState board, BoardTasks tasks, HashSet<JobId?> reported)
    {
        var expected = _applications.Values.SelectMany(application => application.Replicas.Values).Where(replica => replica.Board == board && !replica.IsSeen).Select(replica => replica.Lease).ToHashSet();
        var returned = tasks.Leases.Where(lease => !reported.Contains(lease.Value) && !expected.Contains(lease.Value)).ToArray();
        foreach (var (fpga, lease) in returned) ReleaseLease(board, fpga, lease);
        if (returned.Length > 0) _host.LeasesReturned();
    }

    private TaskRoom[] Rooms(TaskApplication application)
    {
        var held = _applications.Values
            .SelectMany(known => known.Replicas.Values)
            .Where(replica => replica.HoldsBoard)
            .Select(replica => (replica.Board!.Name, replica.Need!))
            .Concat(_stops.Where(stop => stop.Value.Need is not null).Select(stop => (stop.Key.Board, stop.Value.Need!)))
            .ToLookup(one => one.Item1, one => one.Item2);
        var rooms = _registry.All.Where(board => !TasksOf(board).IsSilent).Select(board =>
        {
            var needs = held[board.Name].ToArray();
            return new TaskRoom(
                board,
                board.Info.CpuMilli - needs.Sum(need => need.CpuMilli),
                board.Info.MemoryBytes - needs.Sum(need => need.MemoryBytes),
                BoardCapacity.MaxReplicas - needs.Length);
        }).ToArray();
        foreach (var room in rooms)
        {
            foreach (var replica in application.Replicas.Values.Where(replica => replica.Board == room.Board))
                room.OfTask[replica.Task.Name] = room.OfTask.GetValueOrDefault(replica.Task.Name) + 1;
        }

        return rooms;
    }

    // Its member may live while its tasks' agent does not: the cluster would not tell.
    private void FindSilentBoards()
    {
        foreach (var (board, tasks) in _boards)
        {
            if (tasks.IsSilent || !board.Reachable || Now - tasks.Reported < _settings.HeartbeatPause) continue;
            tasks.IsSilent = true;
            foreach (var application in _applications.Values)
            {
                foreach (var replica in application.Replicas.Values.Where(replica => replica.Board == board && replica.HoldsBoard && application.Launch is null))
                {
                    Stop(application.Id, replica, "Its board was silent.");
                    Lose(application, replica, $"Board {board.Name} has not reported its tasks for {_settings.HeartbeatPause.TotalSeconds:0.###} s (fard.tasks.heartbeat-pause).");
                }
            }
        }
    }

    /// <summary>One board as tasks see it.</summary>
    private sealed class BoardTasks
    {
        /// <summary>FPGAs that tasks hold.</summary>
        public Dictionary<int, JobId> Leases { get; } = [];

        public DateTimeOffset Reported { get; set; }

        /// <summary>Whether it has not reported for too long, and gets no replica.</summary>
        public bool IsSilent { get; set; }
    }
}
