namespace Fard.Client.Tests.Telemetry;

/// <summary>What docs/telemetry.md says.</summary>
internal static class TelemetryPage
{
    /// <summary>The metrics in its table.</summary>
    public static IEnumerable<(string Name, string Unit, string What)> Metrics() =>
        File.ReadLines(Docs("telemetry.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 4 && cells[1].StartsWith("`fard.", StringComparison.Ordinal))
            .Select(cells => (cells[1].Trim('`'), cells[2], cells[3]));

    /// <summary>Path of a file in the repository's folder docs.</summary>
    public static string Docs(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fard.Actors.sln"))) folder = folder.Parent;
        return Path.Combine(folder.ShouldNotBeNull().FullName, "docs", file);
    }
}
