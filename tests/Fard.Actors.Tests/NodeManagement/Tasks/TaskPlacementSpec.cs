using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.NodeManagement.Tasks;
using FsCheck;
using FsCheck.Fluent;

namespace Fard.Actors.Tests.NodeManagement.Tasks;

public class TaskPlacementSpec
{
    [Fact]
    public void Replicas_spread_over_boards_and_share_them_when_there_are_more()
    {
        TaskRoom[] rooms = [Room("a", 1000), Room("b", 1000)];
        Find(rooms, out _, (Task("t", 250), 5)).GroupBy(one => one.Board.Name).Select(board => (board.Key, board.Count())).ShouldBe([("a", 3), ("b", 2)], ignoreOrder: true);
    }

    [Fact]
    public void What_is_hardest_to_place_comes_first()
    {
        TaskRoom[] rooms = [Room("a", 1000, fpgas: 1), Room("b", 1000)];
        var placed = Find(rooms, out _, (Task("small", 600), 1), (Task("device", 600) with { Fpga = true }, 1));
        placed.Select(one => (one.Need.Task, one.Board.Name, one.Need.Fpga)).ShouldBe([("small", "b", -1), ("device", "a", 0)]);
    }

    [Fact]
    public void Boards_are_chosen_by_type_name_and_role()
    {
        TaskRoom[] rooms = [Room("a", 1000), Room("b", 1000, roles: "camera")];
        Find(rooms, out _, (Task("t", 1) with { Roles = ["camera"] }, 1)).Single().Board.Name.ShouldBe("b");
        Find(rooms, out _, (Task("t", 1) with { BoardName = "a" }, 1)).Single().Board.Name.ShouldBe("a");
        Find(rooms, out var reason, (Task("t", 1) with { BoardType = "zcu104" }, 1)).IsDefault.ShouldBeTrue();
        reason.ShouldContain("none of the 2 boards is one (a: pynq-z1, b: pynq-z1)");
    }

    [Fact]
    public void Whatever_is_placed_fits()
    {
        var cases = from seed in Gen.Choose(0, 1_000_000) select seed;
        Prop.ForAll(Arb.From(cases), Holds).QuickCheckThrowOnFailure();

        static bool Holds(int seed)
        {
            var random = new Random(seed);
            TaskRoom[] rooms = [.. Enumerable.Range(0, random.Next(0, 5)).Select(index => Room($"b{index}", random.Next(0, 1000), random.Next(0, 3)))];
            var capacity = rooms.ToDictionary(room => room.Board.Name, room => (room.CpuMilli, room.MemoryBytes, Fpgas: room.Fpgas.ToHashSet()));
            (TaskDescription, int)[] tasks = [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => (
                Task($"t{index}", random.Next(0, 400)) with { Fpga = random.Next(3) == 0, AntiAffinity = random.Next(3) == 0, MemoryBytes = random.Next(0, 300) }, random.Next(1, 4)))];
            var placed = Find(rooms, out var reason, tasks);
            if (placed.IsDefault) return reason.Length > 0;
            if (placed.Length != tasks.Sum(task => task.Item2)) return false;
            foreach (var board in placed.GroupBy(one => one.Board.Name))
            {
                var (cpu, memory, fpgas) = capacity[board.Key];
                if (board.Sum(one => one.Need.CpuMilli) > cpu || board.Sum(one => one.Need.MemoryBytes) > memory) return false;
                var held = board.Where(one => one.Need.Fpga >= 0).Select(one => one.Need.Fpga).ToArray();
                if (held.Distinct().Count() != held.Length || held.Any(fpga => !fpgas.Contains(fpga))) return false;
                foreach (var (task, _) in tasks.Where(task => task.Item1.AntiAffinity))
                {
                    if (board.Count(one => one.Need.Task == task.Name) > 1) return false;
                }
            }

            return tasks.All(task => !task.Item1.Fpga || placed.Where(one => one.Need.Task == task.Item1.Name).All(one => one.Need.Fpga >= 0));
        }
    }

    [Fact]
    public void An_FPGA_that_a_job_has_is_not_given_away()
    {
        var board = Board("a", 1000, 1);
        board.Lease(0, JobId.New());
        Find([new TaskRoom(board, 1000, 1000, 256)], out var reason, (Task("t", 1) with { Fpga = true }, 1)).IsDefault.ShouldBeTrue();
        reason.ShouldContain("0 FPGAs");
    }

    private static ImmutableArray<(BoardState Board, Fard.Actors.Tasks.ReplicaNeed Need)> Find(TaskRoom[] rooms, out string reason, params (TaskDescription Task, int Count)[] tasks) =>
        TaskPlacement.Find([.. tasks.SelectMany(task => Enumerable.Range(0, task.Count).Select(index => (task.Task, index)))], rooms, (_, _) => null, out reason);

    private static TaskDescription Task(string name, int cpu) => new(name, new ProgramFile("", "main.test"), 1) { CpuMilli = cpu };

    private static TaskRoom Room(string name, int cpu, int fpgas = 0, params string[] roles) => new(Board(name, cpu, fpgas, roles), cpu, 1000, 256);

    private static BoardState Board(string name, int cpu, int fpgas, params string[] roles) => new(
        new BoardInfo(name, "pynq-z1", new DataEndpoint("127.0.0.1", 1), [.. Enumerable.Range(0, fpgas).Select(index => new FpgaInfo(index, "test", ""))], [])
        {
            CpuMilli = cpu,
            MemoryBytes = 1000,
            Roles = [.. roles],
        },
        ActorRefs.Nobody,
        Address.AllSystems);
}
