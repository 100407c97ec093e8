using System.Globalization;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes.Limits;

/// <summary>A cgroup (version 2) for one program, below the one that the board's own process is in.</summary>
/// <remarks>Linux, Documentation/admin-guide/cgroup-v2.rst: cpu.max, memory.max, memory.swap.max, cgroup.procs, cgroup.kill.</remarks>
internal sealed class ControlGroup : IDisposable
{
    /// <summary>Where Linux mounts it.</summary>
    public const string DefaultRoot = "/sys/fs/cgroup";

    private const int PeriodMicroseconds = 100_000;

    // A group that has groups with limits below it must not have processes of its own: the board moves into one beside its programs'.
    private const string BoardGroup = "fard-board";

    private readonly string _folder;

    private ControlGroup(string folder) => _folder = folder;

    /// <summary>The file that a process writes its number to, to be in the group.</summary>
    public string ProcessFile => Path.Combine(_folder, "cgroup.procs");

    /// <summary>Makes a group with limits.</summary>
    /// <param name="root">Where cgroup version 2 is mounted.</param>
    /// <param name="problem">Why there is none.</param>
    /// <param name="ownGroup">Path of the board's own group below the root; null: what <c>/proc/self/cgroup</c> says.</param>
    /// <returns>Null: this board does not permit it.</returns>
    public static ControlGroup? TryCreate(ProgramLimits limits, string name, string root, out string problem, string? ownGroup = null)
    {
        var own = (ownGroup ?? OwnGroup()).Trim('/');
        var parent = Path.GetFullPath(Path.Combine(root, Path.GetFileName(own) == BoardGroup ? Path.GetDirectoryName(own)! : own));
        var controllers = Path.Combine(parent, "cgroup.subtree_control");
        if (!File.Exists(controllers))
        {
            problem = $"{controllers} does not exist";
            return null;
        }

        var folder = Path.Combine(parent, name);
        try
        {
            var enabled = File.ReadAllText(controllers).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
            string[] needed = [.. limits.CpuMilli > 0 ? ["cpu"] : Array.Empty<string>(), .. limits.MemoryBytes > 0 ? ["memory"] : Array.Empty<string>()];
            var missing = needed.Except(enabled, StringComparer.Ordinal).ToArray();
            if (missing.Length > 0)
            {
                if (own.Length > 0) MoveBoard(Path.Combine(parent, BoardGroup));
                File.WriteAllText(controllers, string.Join(' ', missing.Select(controller => $"+{controller}")));
            }

            Directory.CreateDirectory(folder);
            if (limits.CpuMilli > 0) Write(folder, "cpu.max", $"{(long)limits.CpuMilli * PeriodMicroseconds / 1000} {PeriodMicroseconds}");
            if (limits.MemoryBytes > 0)
            {
                Write(folder, "memory.max", limits.MemoryBytes.ToString(CultureInfo.InvariantCulture));
                // Without swap accounting the file is missing, and there is nothing to limit.
                if (File.Exists(Path.Combine(folder, "memory.swap.max"))) Write(folder, "memory.swap.max", "0");
            }

            problem = "";
            return new ControlGroup(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Remove(folder);
            problem = failure.Message.TrimEnd('.');
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            if (File.Exists(Path.Combine(_folder, "cgroup.kill"))) Write(_folder, "cgroup.kill", "1");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Older than Linux 5.14, or empty already.
        }

        Remove(_folder);
    }

    private static void MoveBoard(string folder)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "cgroup.procs", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    private static void Write(string folder, string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);

    private static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder);
        }
        catch (IOException)
        {
            // The kernel is still taking its last process apart; an empty group costs nothing.
        }
        catch (UnauthorizedAccessException)
        {
            // As above.
        }
    }

    private static string OwnGroup()
    {
        const string file = "/proc/self/cgroup";
        if (!File.Exists(file)) return "";
        return File.ReadLines(file).FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?["0::".Length..] ?? "";
    }
}
