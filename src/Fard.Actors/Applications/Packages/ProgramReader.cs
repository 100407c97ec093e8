namespace Fard.Actors.Applications.Packages;

/// <summary>Reads where a user program is: <c>main_dir</c> and <c>main_file</c>, inside the application's folder.</summary>
internal static class ProgramReader
{
    private const int MaxPath = 240;

    /// <summary>Most characters of a task's or job's configuration as JSON.</summary>
    private const int MaxConfiguration = 32 * 1024;

    public static ProgramFile Read(Setting owner)
    {
        var folder = owner.TextOf("main_dir", "").Replace('\\', '/').Trim('/');
        if (folder == ".") folder = "";
        if (folder.Length > 0) Check(owner.Find("main_dir")!, owner.TextOf("main_dir", ""), folder);
        var file = owner.TextOf("main_file");
        var program = new ProgramFile(folder, file) { OwnProcess = owner.FlagOf("own_process", fallback: false) };
        Check(owner.Find("main_file")!, file, program.Path);
        return program;
    }

    public static string ConfigurationOf(Setting owner)
    {
        if (owner.Find("config") is not { } config) return "{}";
        var json = config.ToJson()?.ToJsonString() ?? "{}";
        return json.Length <= MaxConfiguration ? json : throw config.Refuse($"has {json.Length} characters as JSON; at most {MaxConfiguration} are allowed. Put it into a file of the folder.");
    }

    private static void Check(Setting value, string said, string path)
    {
        if (said.StartsWith('/') || path.Contains(':', StringComparison.Ordinal)) throw value.Refuse($"'{said}' is an absolute path; name a place inside the application's folder.");
        var parts = path.Split('/');
        if (path.Length > MaxPath || parts.Any(part => part is "" or "." or ".." || part.Any(char.IsControl)))
            throw value.Refuse($"'{said}' is no plain path inside the application's folder: parts joined by /, none of them . or .., {MaxPath} characters at most.");
    }
}
