using Fard.Actors.Observation;

namespace Fard.Cli.Clusters;

/// <summary>How far a job is, and how long it still takes.</summary>
internal static class JobProgress
{
    /// <summary>Share of the chunks that the last position has put out, 0 to 1.</summary>
    public static double ShareOf(JobRecord job) =>
        job.Outcome == JobOutcome.Done ? 1 : job.Chunks == 0 ? 0 : Math.Clamp((double)job.Status.ChunksDone / job.Chunks, 0, 1);

    /// <summary>Time left if the last position goes on as it did since the start; null: nothing is known.</summary>
    public static TimeSpan? LeftOf(JobRecord job, DateTimeOffset now)
    {
        if (job.Outcome != JobOutcome.None || job.Started is not { } started || job.Status.ChunksDone <= 0 || now <= started)
            return null;
        return (now - started) * ((double)(job.Chunks - job.Status.ChunksDone) / job.Status.ChunksDone);
    }
}
