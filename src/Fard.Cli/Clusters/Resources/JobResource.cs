using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters.Resources;

/// <summary>The jobs that wait, run or ended lately; the newest first.</summary>
internal sealed class JobResource(TimeProvider time) : Resource<JobRecord>("job", "jobs")
{
    public override string Description => "Lists and describes jobs, submits and cancels them.";

    public override Column<JobRecord>[] Columns { get; } =
    [
        new("ID", job => job.Status.Job.ToShortString()),
        new("APPLICATION", job => job.Status.Application),
        new("STATE", job => new Cell(Words.StateOf(job), Words.ToneOf(Words.StateOf(job)))),
        new("IMAGES", job => Words.Number(job.Status.ImageCount)),
        new("PROGRESS", job => Words.Percent(JobProgress.ShareOf(job))),
        new("AGE", job => Words.Duration(time.GetUtcNow() - job.Submitted)),
        new("TOOK", job => job.Ended is { } ended ? Words.Duration(ended - job.Submitted) : ""),
        new("BOARDS", job => string.Join(',', BoardsOf(job))),
        new("CLIENT", job => job.Status.Client, IsWide: true),
        new("ATTEMPT", job => Words.Number(job.Attempt), IsWide: true),
        new("REASON", job => job.Reason, IsWide: true),
    ];

    public override IEnumerable<JobRecord> List(ClusterSnapshot cluster) => cluster.Jobs;

    public override JobRecord Find(ClusterSnapshot cluster, string name)
    {
        var id = Names.FindJob(name, cluster.Jobs.Select(job => job.Status.Job));
        return cluster.Jobs.FirstOrDefault(job => job.Status.Job == id)
            ?? throw new CliException($"The node manager knows no job {id}.", "See 'fard jobs list'; the node manager forgets jobs that ended long ago.");
    }

    public override object ToJson(JobRecord item, ClusterSnapshot cluster) => JsonOf(item);

    public static object JsonOf(JobRecord item) => new
    {
        Id = item.Status.Job.ToString(),
        item.Status.Application,
        item.Status.Client,
        State = Words.StateOf(item),
        Images = item.Status.ImageCount,
        item.Chunks,
        item.Status.ChunksDone,
        Progress = JobProgress.ShareOf(item),
        item.Submitted,
        item.Placed,
        item.Started,
        item.Ended,
        item.Attempt,
        Failure = item.Failure?.ToString(),
        item.Reason,
        Positions = item.Positions.Select(position => new
        {
            position.Position,
            position.Replica,
            position.JobName,
            position.Board,
            position.ChunksDone,
            position.ChunksDue,
            ComputingSeconds = position.Computing.TotalSeconds,
            StarvedSeconds = position.Starved.TotalSeconds,
            BlockedSeconds = position.Blocked.TotalSeconds,
            Timeline = position.Timeline.Select(span => new { Step = Words.Of(span.Step), span.Begin, span.End }),
        }),
    };

    public override void Describe(JobRecord item, ClusterSnapshot cluster, Terminal terminal)
    {
        new Details(terminal)
            .Line("id", item.Status.Job.ToString())
            .Line("application", item.Status.Application)
            .Line("state", Words.StateOf(item))
            .Line("client", item.Status.Client)
            .Line("images", $"{item.Status.ImageCount} in {item.Chunks} chunks, {Words.Percent(JobProgress.ShareOf(item))} done")
            .Line("submitted", Words.Time(item.Submitted))
            .Line("placed", After(item.Placed, item))
            .Line("started", After(item.Started, item))
            .Line("ended", After(item.Ended, item))
            .Line("attempt", Words.Number(item.Attempt))
            .Line("reason", item.Reason.Length == 0 ? "" : $"{item.Failure}: {item.Reason}");
        if (item.Positions.IsEmpty)
            return;
        terminal.RawOutput.WriteLine();
        var table = new TextTable("POSITION", "REPLICA", "JOB-NAME", "BOARD", "CHUNKS", "COMPUTING", "STARVED", "BLOCKED", "TIMELINE");
        foreach (var position in item.Positions)
        {
            table.Add(
                Words.Number(position.Position),
                Words.Number(position.Replica),
                position.JobName,
                position.Board,
                $"{position.ChunksDone}/{position.ChunksDue}",
                Words.Duration(position.Computing),
                Words.Duration(position.Starved),
                Words.Duration(position.Blocked),
                string.Join(", ", position.Timeline.Select(span => $"{Words.Of(span.Step)} {(span.End is { } end ? Words.Duration(end - span.Begin) : "now")}")));
        }

        table.Write(terminal);
    }

    private static string After(DateTimeOffset? at, JobRecord job) => at is { } time ? $"{Words.Time(time)} (after {Words.Duration(time - job.Submitted)})" : "";

    private static IEnumerable<string> BoardsOf(JobRecord job) =>
        job.Status.Boards.IsEmpty ? job.Positions.Select(position => position.Board).Where(board => board.Length > 0) : job.Status.Boards.Where(board => board.Length > 0);
}
