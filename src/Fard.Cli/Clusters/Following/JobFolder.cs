using Fard.Actors.Jobs;

namespace Fard.Cli.Clusters.Following;

/// <summary>Where a job that goes on in the background leaves its results and its log, below the user's application data.</summary>
internal sealed class JobFolder(string path)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static JobFolder OfUser { get; } = new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "fard", "jobs"));

    /// <summary>The report that <c>fard jobs submit --json</c> would print.</summary>
    public string ReportOf(JobId job) => Path.Combine(path, $"{job}.json");

    /// <summary>What the background process said; empty as long as all is well.</summary>
    public string LogOf(JobId job) => Path.Combine(path, $"{job}.log");

    /// <summary>Makes the folder, and forgets what is older than 30 days.</summary>
    public void Prepare(TimeProvider time)
    {
        Directory.CreateDirectory(path);
        foreach (var file in Directory.EnumerateFiles(path))
        {
            if (time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Kept)
                File.Delete(file);
        }
    }
}
