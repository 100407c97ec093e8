using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>What a board has left for tasks while replicas are placed.</summary>
internal sealed class TaskRoom(BoardState board, int cpuMilli, long memoryBytes, int replicas)
{
    public BoardState Board { get; } = board;

    public int CpuMilli { get; private set; } = cpuMilli;

    public long MemoryBytes { get; private set; } = memoryBytes;

    /// <summary>Replicas that may still come.</summary>
    public int Replicas { get; private set; } = replicas;

    /// <summary>Replicas of each task of the application that is placed.</summary>
    public Dictionary<string, int> OfTask { get; } = [];

    public HashSet<int> Fpgas { get; } = [.. Enumerable.Range(0, board.Info.Fpgas.Length).Where(board.IsFree)];

    public void Take(ReplicaNeed need)
    {
        CpuMilli -= need.CpuMilli;
        MemoryBytes -= need.MemoryBytes;
        Replicas--;
        Fpgas.Remove(need.Fpga);
        OfTask[need.Task] = OfTask.GetValueOrDefault(need.Task) + 1;
    }
}

/// <summary>
/// Finds boards for replicas of tasks: those that are hardest to place first (a named board, an FPGA, much of a core), each on the board that has the
/// fewest replicas of its task, then the most of a core left. The same state always gives the same choice.
/// </summary>
internal static class TaskPlacement
{
    /// <summary>Places all replicas, or none.</summary>
    /// <param name="wanted">The replicas.</param>
    /// <param name="rooms">What boards have left; it is taken from.</param>
    /// <param name="avoid">Boards that a replica is not to get again for now.</param>
    /// <param name="reason">Why they cannot be placed.</param>
    /// <returns>A board and what is taken of it for each replica, in their order; default: they cannot be placed.</returns>
    public static ImmutableArray<(BoardState Board, ReplicaNeed Need)> Find(
        ImmutableArray<(TaskDescription Task, int Index)> wanted, IReadOnlyCollection<TaskRoom> rooms, Func<string, int, string?> avoid, out string reason)
    {
        reason = "";
        var placed = new (BoardState Board, ReplicaNeed Need)[wanted.Length];
        var order = Enumerable.Range(0, wanted.Length)
            .OrderByDescending(index => wanted[index].Task.BoardName.Length > 0)
            .ThenByDescending(index => wanted[index].Task.Fpga)
            .ThenByDescending(index => wanted[index].Task.Roles.Length + wanted[index].Task.BoardType.Length)
            .ThenByDescending(index => wanted[index].Task.CpuMilli);
        foreach (var index in order)
        {
            var (task, replica) = wanted[index];
            var room = rooms
                .Where(room => Fits(task, room) && room.Board.Name != avoid(task.Name, replica))
                .OrderBy(room => room.OfTask.GetValueOrDefault(task.Name))
                .ThenByDescending(room => room.CpuMilli)
                .ThenBy(room => room.Board.Name, StringComparer.Ordinal)
                .FirstOrDefault();
            if (room is null)
            {
                reason = Explain(wanted, task, rooms);
                return default;
            }

            var need = new ReplicaNeed(task.Name, replica, task.CpuMilli, task.MemoryBytes, task.Fpga ? room.Fpgas.Min() : -1);
            room.Take(need);
            placed[index] = (room.Board, need);
        }

        return [.. placed];
    }

    /// <summary>Whether the board is one that the task could ever run on, with what is left of it.</summary>
    private static bool Fits(TaskDescription task, TaskRoom room) =>
        room.Board.Stays
        && Suits(task, room.Board)
        && room.CpuMilli >= task.CpuMilli
        && room.MemoryBytes >= task.MemoryBytes
        && room.Replicas > 0
        && (!task.Fpga || room.Fpgas.Count > 0)
        && (!task.AntiAffinity || room.OfTask.GetValueOrDefault(task.Name) == 0);

    private static bool Suits(TaskDescription task, BoardState board) =>
        (task.BoardType.Length == 0 || task.BoardType == board.Info.BoardType)
        && (task.BoardName.Length == 0 || task.BoardName == board.Name)
        && task.Roles.All(role => board.Info.Roles.Contains(role));

    private static string Explain(ImmutableArray<(TaskDescription Task, int Index)> wanted, TaskDescription task, IReadOnlyCollection<TaskRoom> rooms)
    {
        var count = wanted.Count(one => one.Task.Name == task.Name);
        var each = $"{count} {(count == 1 ? "replica" : "replicas")} of task {task.Name} with {task.CpuMilli} thousandths of a core"
            + (task.MemoryBytes > 0 ? $", {task.MemoryBytes} bytes of memory" : "")
            + (task.Fpga ? ", an FPGA" : "")
            + (task.AntiAffinity ? ", each on a board of its own" : "");
        if (rooms.Count == 0) return $"Wanted: {each}; no board is registered.";
        var suiting = rooms.Where(room => Suits(task, room.Board)).ToArray();
        if (suiting.Length == 0)
        {
            return $"Wanted: {each}, on {new BoardRequirements(task.BoardType, task.BoardName)}{(task.Roles.IsEmpty ? "" : $" with role {string.Join(" and ", task.Roles)}")}; "
                + $"none of the {rooms.Count} boards is one ({string.Join(", ", rooms.Select(room => $"{room.Board.Name}: {room.Board.Info.BoardType}"))}).";
        }

        return $"Wanted: {each}, beside {wanted.Length - count} other replicas; left, when those before were placed, is "
            + string.Join(", ", suiting.Select(room => $"{room.Board.Name}: {room.CpuMilli} thousandths, {room.MemoryBytes} bytes, {room.Fpgas.Count} FPGAs{(room.Board.Stays ? "" : " (not reached)")}")) + ".";
    }
}
