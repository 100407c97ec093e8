using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Cli.Clusters;

/// <summary>What an FPGA did between two looks.</summary>
/// <param name="Busy">Share of the time in which a run was under way, 0 to 1.</param>
internal sealed record FpgaUsage(string Board, int Fpga, string State, string? Job, string Loaded, double ImagesPerSecond, double Busy, int QueuedChunks, long Failures);

/// <summary>What a job that has its boards did between two looks.</summary>
/// <param name="Bottleneck">The position whose replicas computed for the greatest part of the time; null: none has computed.</param>
internal sealed record JobUsage(string Job, string Application, string State, double Progress, double ImagesPerSecond, double? LeftSeconds, string? Bottleneck);

/// <summary>Rates of boards and jobs between two snapshots.</summary>
/// <param name="ImagesPerSecond">Images that left the last position of all jobs.</param>
internal sealed record ClusterUsage(DateTimeOffset At, IReadOnlyList<FpgaUsage> Boards, IReadOnlyList<JobUsage> Jobs, int Queued, double ImagesPerSecond)
{
    public static ClusterUsage Between(ClusterSnapshot before, ClusterSnapshot now)
    {
        var boards = new List<FpgaUsage>();
        foreach (var board in now.Boards)
        {
            var (old, latest) = (ActivityOf(before, board.Board.Name), ActivityOf(now, board.Board.Name));
            foreach (var fpga in board.Board.Fpgas)
            {
                var (then, done) = (old?.Fpgas.FirstOrDefault(item => item.Index == fpga.Index), latest?.Fpgas.FirstOrDefault(item => item.Index == fpga.Index));
                // Counters that are smaller than before are of a board that was started anew.
                var passed = old is null || latest is null ? 0 : (latest.At - old.At).TotalSeconds;
                var isRate = passed > 0 && then is not null && done is not null && done.Images >= then.Images;
                boards.Add(new FpgaUsage(
                    board.Board.Name,
                    fpga.Index,
                    Words.StateOf(board),
                    board.Leases[fpga.Index]?.ToString(),
                    fpga.Loaded,
                    isRate ? (done!.Images - then!.Images) / passed : 0,
                    isRate ? Math.Clamp((done!.Busy - then!.Busy).TotalSeconds / passed, 0, 1) : 0,
                    done?.QueuedChunks ?? 0,
                    done?.Failures ?? 0));
            }
        }

        var seconds = (now.At - before.At).TotalSeconds;
        var running = now.Jobs.Where(job => job is { Outcome: JobOutcome.None, Status.Phase: not JobPhase.Queued }).Select(job => Usage(job, before, seconds, now.At)).ToArray();
        var ended = now.Jobs.Where(job => job.Outcome == JobOutcome.Done && job.Ended > before.At).Sum(job => ImagesSince(job, before));
        var queued = now.Jobs.Count(job => job is { Outcome: JobOutcome.None, Status.Phase: JobPhase.Queued });
        return new ClusterUsage(now.At, boards, running, queued, running.Sum(job => job.ImagesPerSecond) + (seconds > 0 ? ended / seconds : 0));
    }

    private static JobUsage Usage(JobRecord job, ClusterSnapshot before, double seconds, DateTimeOffset now) => new(
        job.Status.Job.ToString(),
        job.Status.Application,
        Words.StateOf(job),
        JobProgress.ShareOf(job),
        seconds > 0 ? ImagesSince(job, before) / seconds : 0,
        JobProgress.LeftOf(job, now)?.TotalSeconds,
        Bottleneck(job));

    private static double ImagesSince(JobRecord job, ClusterSnapshot before)
    {
        var known = before.Jobs.FirstOrDefault(other => other.Status.Job == job.Status.Job);
        return Math.Max(0, JobProgress.ShareOf(job) - (known is null ? 0 : JobProgress.ShareOf(known))) * job.Status.ImageCount;
    }

    private static string? Bottleneck(JobRecord job) => job.Positions
        .GroupBy(position => (position.Position, position.JobName))
        .Select(replicas => (replicas.Key.JobName, Computing: replicas.Average(position => position.Computing.TotalSeconds)))
        .Where(position => position.Computing > 0)
        .OrderByDescending(position => position.Computing)
        .Select(position => position.JobName)
        .FirstOrDefault();

    private static BoardActivity? ActivityOf(ClusterSnapshot cluster, string board) => cluster.Activity.FirstOrDefault(activity => activity.Board == board);
}
