using System.Collections.Immutable;
using System.Text;
using Fard.Networks.Description;

namespace Fard.Actors.Applications.Packages;

/// <summary>Reads the file of an application's folder: <c>config.yaml</c> in FARD's form, or <c>application.conf</c> in HOCON with the same keys.</summary>
public static class ManifestReader
{
    /// <summary>The file in YAML.</summary>
    public const string YamlFile = "config.yaml";

    /// <summary>The file in HOCON.</summary>
    public const string HoconFile = "application.conf";

    /// <summary>Most bytes of the file in UTF-8: it travels in one message.</summary>
    public const int MaxBytes = DeploymentText.MaxBytes;

    /// <summary>Most tasks, jobs or pipelines of an application.</summary>
    public const int MaxEntries = 64;

    /// <summary>Most replicas of all tasks together.</summary>
    public const int MaxReplicas = 256;

    /// <summary>Most characters of a name.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Reads and checks the file.</summary>
    /// <param name="file">Its name, which tells its format: <see cref="YamlFile"/> or <see cref="HoconFile"/>.</param>
    /// <param name="text">What it says.</param>
    /// <param name="findNetwork">Finds the networks of pipelines by name.</param>
    /// <exception cref="ApplicationPackageException">It says something impossible; the message names the place.</exception>
    public static ApplicationManifest Read(string file, string text, Func<string, NetworkDescription?> findNetwork)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        if (Encoding.UTF8.GetByteCount(text) is var bytes and > MaxBytes)
            throw new ApplicationPackageException($"{file}: has {bytes} bytes; at most {MaxBytes} are allowed. Put data into files of the folder.");
        var root = file switch
        {
            YamlFile => YamlSettings.Read(file, text),
            HoconFile => HoconSettings.Read(file, text),
            _ => throw new ApplicationPackageException($"{file}: an application is described by {YamlFile} or {HoconFile}."),
        };
        if (!root.IsMap) throw root.Refuse("is no map of keys and values; it begins with app_name: NAME.");
        root.AllowOnly("app_name", "tasks", "jobs", "pipelines", "output_collection");
        var name = NameOf(root, "app_name");
        var tasks = Entries(root, "tasks").Select(TaskReader.Read).ToImmutableArray();
        RefuseTwice(Entries(root, "tasks"), "task_name");
        if (tasks.Sum(task => task.Count) is var replicas and > MaxReplicas)
            throw root.Find("tasks")!.Refuse($"has {replicas} replicas in all; at most {MaxReplicas} are allowed.");
        var jobs = JobReader.Read(Entries(root, "jobs"));
        RefuseTwice(Entries(root, "pipelines"), "name");
        var pipelines = Entries(root, "pipelines").Select(pipeline => PipelineReader.Read(pipeline, jobs, findNetwork)).ToImmutableArray();
        if (tasks.IsEmpty && pipelines.IsEmpty) throw root.Refuse("has neither tasks nor pipelines; there is nothing to run.");
        return new ApplicationManifest(name, tasks, pipelines) { CollectsOutput = root.FlagOf("output_collection", fallback: false) };
    }

    /// <summary>A name of letters, digits, <c>_</c> and <c>-</c>.</summary>
    internal static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    internal static string NameOf(Setting map, string key)
    {
        var name = map.TextOf(key);
        return IsName(name)
            ? name
            : throw map.Find(key)!.Refuse($"'{name}' is no name: it has 1 to {MaxNameLength} letters, digits, _ or -, and begins with a letter or digit.");
    }

    private static IReadOnlyList<Setting> Entries(Setting root, string key)
    {
        if (root.Find(key) is not { } list) return [];
        return list.Items.Count <= MaxEntries ? list.Items : throw list.Refuse($"has {list.Items.Count} entries; at most {MaxEntries} are allowed.");
    }

    private static void RefuseTwice(IReadOnlyList<Setting> entries, string key)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!names.Add(entry.TextOf(key))) throw entry.Find(key)!.Refuse($"'{entry.TextOf(key)}' is taken by an entry before.");
        }
    }
}
