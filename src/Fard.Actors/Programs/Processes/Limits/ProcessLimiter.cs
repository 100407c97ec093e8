using System.Collections.Immutable;
using System.Globalization;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes.Limits;

/// <summary>
/// Holds a process to its limits, in the best way that this board permits: a cgroup (version 2), else <c>setrlimit</c> for memory and a lower priority for
/// processor time. <see cref="Description"/> says which.
/// </summary>
/// <remarks>The limits hold from the program's first instruction: a shell sets them for itself and then becomes the program.</remarks>
internal sealed class ProcessLimiter : IDisposable
{
    // $1 is where the shell writes its own number to join the cgroup, $2 the most kilobytes of address space, $3 the niceness; "-" stands for none.
    private const string Script =
        """
        if [ "$1" != - ]; then echo $$ > "$1" || exit 126; fi
        if [ "$2" != - ]; then ulimit -v "$2" || exit 126; fi
        if [ "$3" != - ]; then nice="nice -n $3"; fi
        shift 3
        exec $nice "$@"
        """;

    private readonly ControlGroup? _group;
    private readonly string _kilobytes = "-";
    private readonly string _niceness = "-";

    /// <param name="name">Name of the cgroup, unique on the board.</param>
    /// <param name="root">Where cgroup version 2 is mounted.</param>
    public ProcessLimiter(ProgramLimits limits, string name, string root = ControlGroup.DefaultRoot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limits.CpuMilli, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfNegative(limits.MemoryBytes, nameof(limits));
        if (limits is { CpuMilli: 0, MemoryBytes: 0 })
        {
            Description = "no limits";
            return;
        }

        _group = ControlGroup.TryCreate(limits, name, root, out var problem);
        if (_group is not null)
        {
            Description = $"cgroup v2: {Words(limits)}";
            return;
        }

        if (limits.MemoryBytes > 0) _kilobytes = Math.Max(1, limits.MemoryBytes / 1024).ToString(CultureInfo.InvariantCulture);
        if (limits.CpuMilli > 0) _niceness = "10";
        var ways = new[] { limits.MemoryBytes > 0 ? $"rlimit: {limits.MemoryBytes >> 20} MiB of address space" : "", limits.CpuMilli > 0 ? "nice 10 in place of a CPU quota" : "" };
        Description = $"{string.Join(", ", ways.Where(way => way.Length > 0))} (no cgroup v2: {problem})";
    }

    /// <summary>What limits the process, and how.</summary>
    public string Description { get; }

    /// <summary>The command that sets the limits and becomes <paramref name="command"/>.</summary>
    public ImmutableArray<string> Wrap(ImmutableArray<string> command) =>
        ["/bin/sh", "-c", Script, "fard-limits", _group?.ProcessFile ?? "-", _kilobytes, _niceness, .. command];

    /// <summary>Kills what is left of the process's children, where that is possible, and takes the limits away.</summary>
    public void Dispose() => _group?.Dispose();

    private static string Words(ProgramLimits limits) => string.Join(
        ", ", new[] { limits.CpuMilli > 0 ? $"{limits.CpuMilli} thousandths of a core" : "", limits.MemoryBytes > 0 ? $"{limits.MemoryBytes >> 20} MiB" : "" }.Where(word => word.Length > 0));
}
