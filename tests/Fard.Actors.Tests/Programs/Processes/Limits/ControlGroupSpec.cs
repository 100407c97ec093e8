using Fard.Actors.Programs.Processes.Limits;
using Fard.Programs;

namespace Fard.Actors.Tests.Programs.Processes.Limits;

/// <summary>A folder that looks like a cgroup: what is written to it is what the kernel would be told.</summary>
public sealed class ControlGroupSpec : IDisposable
{
    private static readonly ProgramLimits Both = new(750, 64L << 20, TimeSpan.FromSeconds(1));

    private readonly string _root = Directory.CreateTempSubdirectory("fard-cgroup-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_group_gets_its_limits_and_says_where_a_process_joins()
    {
        var own = Group("unit.service", "cpu memory");
        using var group = Create(Both, "/unit.service", out _).ShouldNotBeNull();
        group.ProcessFile.ShouldBe(Path.Combine(own, "program", "cgroup.procs"));
        Read(own, "program/cpu.max").ShouldBe("75000 100000");
        Read(own, "program/memory.max").ShouldBe("67108864");
    }

    [Fact]
    public void Swap_is_closed_where_it_is_accounted()
    {
        var own = Group("unit.service", "memory");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(own, "program")).FullName, "memory.swap.max"), "max");
        using var group = Create(Both with { CpuMilli = 0 }, "/unit.service", out _).ShouldNotBeNull();
        Read(own, "program/memory.swap.max").ShouldBe("0");
        File.Exists(Path.Combine(own, "program", "cpu.max")).ShouldBeFalse();
    }

    [Fact]
    public void The_board_moves_out_of_the_way_before_it_divides_its_group()
    {
        var own = Group("unit.service", "");
        using var group = Create(Both, "/unit.service", out _).ShouldNotBeNull();
        Read(own, "fard-board/cgroup.procs").ShouldBe($"{Environment.ProcessId}");
        Read(own, "cgroup.subtree_control").ShouldBe("+cpu +memory");
    }

    [Fact]
    public void A_board_that_has_moved_makes_its_groups_beside_itself()
    {
        var own = Group("unit.service", "cpu memory");
        using var group = Create(Both, "/unit.service/fard-board", out _).ShouldNotBeNull();
        group.ProcessFile.ShouldBe(Path.Combine(own, "program", "cgroup.procs"));
    }

    [Fact]
    public void Where_there_is_no_cgroup_it_says_so()
    {
        Create(Both, "/unit.service", out var problem).ShouldBeNull();
        problem.ShouldContain("cgroup.subtree_control does not exist");
    }

    [Fact]
    public void Without_a_cgroup_memory_is_limited_by_rlimit_and_the_processor_by_nice()
    {
        using var limiter = new ProcessLimiter(Both, "program", Path.Combine(_root, "none"));
        limiter.Description.ShouldStartWith("rlimit: 64 MiB of address space, nice 10 in place of a CPU quota (no cgroup v2: ");
        limiter.Wrap(["true", "a b"])[^5..].ShouldBe(["-", "65536", "10", "true", "a b"]);
    }

    [Fact]
    public void Without_limits_nothing_is_limited()
    {
        using var limiter = new ProcessLimiter(new ProgramLimits(0, 0, TimeSpan.FromSeconds(1)), "program", _root);
        limiter.Description.ShouldBe("no limits");
        limiter.Wrap(["true"])[^4..].ShouldBe(["-", "-", "-", "true"]);
    }

    [Fact]
    public void Refuses_negative_limits() => Should.Throw<ArgumentOutOfRangeException>(() => new ProcessLimiter(new ProgramLimits(-1, 0, TimeSpan.Zero), "program"));

    private ControlGroup? Create(ProgramLimits limits, string own, out string problem) => ControlGroup.TryCreate(limits, "program", _root, out problem, own);

    private string Group(string name, string controllers)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "cgroup.subtree_control"), controllers);
        return folder;
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file));
}
