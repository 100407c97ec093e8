namespace Fard.Actors.Tests.Programs.Processes;

/// <summary>A fact that needs Python.</summary>
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (!IsThere) Skip = "There is no python3 on the path (Debian: apt install python3).";
    }

    private static bool IsThere { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, "python3")));
}
