using System.Globalization;

namespace Fard.Actors.Applications.Packages;

/// <summary>Reads one task: <c>{task_name, main_dir, main_file, task_count, cpu_quota, fpga, ...}</c>.</summary>
internal static class TaskReader
{
    private const int MaxCpuMilli = 1_000_000;

    public static TaskDescription Read(Setting task)
    {
        task.AllowOnly(
            "task_name", "main_dir", "main_file", "task_count", "cpu_quota", "memory", "fpga", "board", "board_name", "roles", "anti_affinity", "restart", "max_restarts",
            "overflow", "keyed", "own_process", "config");
        var fpgas = ReadFpga(task);
        return new TaskDescription(ManifestReader.NameOf(task, "task_name"), ProgramReader.Read(task), (int)task.NumberOf("task_count", 1, 1, ManifestReader.MaxReplicas))
        {
            CpuMilli = ReadCpu(task, 100),
            MemoryBytes = ReadMemory(task),
            Fpga = fpgas,
            BoardType = task.TextOf("board", ""),
            BoardName = task.TextOf("board_name", ""),
            Roles = task.TextsOf("roles"),
            AntiAffinity = task.FlagOf("anti_affinity", fallback: false),
            Restart = OneOf(task, "restart", RestartPolicy.OnFailure),
            MaxRestarts = (int)task.NumberOf("max_restarts", 10, 0, 1_000_000),
            Overflow = OneOf(task, "overflow", OverflowPolicy.Wait),
            Keyed = task.FlagOf("keyed", fallback: false),
            Configuration = ProgramReader.ConfigurationOf(task),
        };
    }

    public static int ReadCpu(Setting owner, int fallback) => (int)owner.NumberOf("cpu_quota", fallback, 0, MaxCpuMilli);

    /// <summary>Bytes, also as <c>64k</c>, <c>64m</c>, <c>1g</c>.</summary>
    public static long ReadMemory(Setting owner)
    {
        if (owner.Find("memory") is not { } value) return 0;
        var text = value.Text.Trim();
        var unit = text.Length == 0 ? ' ' : char.ToLowerInvariant(text[^1]);
        var factor = unit switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, _ => 1L };
        var digits = factor == 1 ? text : text[..^1];
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= (1L << 40) / factor
            ? count * factor
            : throw value.Refuse($"'{text}' is no size; say 64m, or a number of bytes up to 1024g.");
    }

    // FARD counts FPGAs; a replica here has one or none.
    private static bool ReadFpga(Setting task)
    {
        if (task.Find("fpga") is not { } value) return false;
        return value.Text.ToUpperInvariant() switch
        {
            "0" or "FALSE" or "OFF" or "NO" => false,
            "1" or "TRUE" or "ON" or "YES" => true,
            _ => throw value.Refuse($"'{value.Text}' is neither 0 nor 1: a replica holds one FPGA or none; more replicas hold more."),
        };
    }

    private static T OneOf<T>(Setting task, string key, T fallback)
        where T : struct, Enum
    {
        if (task.Find(key) is not { } value) return fallback;
        var wanted = Setting.Spell(value.Text).Replace("_", "", StringComparison.Ordinal);
        foreach (var known in Enum.GetValues<T>())
        {
            if (string.Equals($"{known}", wanted, StringComparison.OrdinalIgnoreCase)) return known;
        }

        throw value.Refuse($"'{value.Text}' is none of {string.Join(", ", Enum.GetNames<T>().Select(Dashed))}.");
    }

    private static string Dashed(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? $"{(index == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
