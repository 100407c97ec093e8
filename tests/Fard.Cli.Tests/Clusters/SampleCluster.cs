using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Cli.Clusters;
using Fard.Client;
using Fard.Networks.Description;

namespace Fard.Cli.Tests.Clusters;

/// <summary>A view of a cluster that does not run: what commands print of it is known.</summary>
internal sealed class SampleCluster : IClusterView
{
    public static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    public static readonly JobId Running = new(new UInt128(0x0123456789abcdef, 1));
    public static readonly JobId Done = new(new UInt128(0x0123999999999999, 2));

    public List<ClusterSnapshot> Snapshots { get; } = [Snapshot(At)];

    public List<(JobId Job, string Reason)> Cancelled { get; } = [];

    public ClusterConnection Connect() => new(this, client: null);

    public static ClusterSnapshot Snapshot(DateTimeOffset at, long images = 100, long chunksDone = 25) => new(
        at,
        "akka.tcp://fard@10.0.0.1:4053",
        3,
        [
            new MemberView("akka.tcp://fard@10.0.0.1:4053", ["head"], "Up", true, true, 1),
            new MemberView("akka.tcp://fard@10.0.0.2:4053", ["board"], "Up", false, false, 2),
        ],
        [
            new BoardStatus(Board("board-1", "tiny@0..1"), true, [Running]),
            new BoardStatus(Board("board-2", ""), true, [null]) { Leaving = true },
        ],
        [new BoardActivity("board-1", at, [new FpgaActivity(0, images, images, TimeSpan.FromSeconds(images / 100.0), 1, TimeSpan.FromSeconds(0.5), 0, 3)])],
        [
            new JobRecord(new JobStatus(Running, "two_stage", "client", 100, JobPhase.Running, chunksDone, ["board-1"]), JobOutcome.None, At)
            {
                Started = At + TimeSpan.FromSeconds(1),
                Attempt = 1,
                Chunks = 100,
                Positions = [Position(0, "first_stage", chunksDone + 5, 1), Position(1, "second_stage", chunksDone, 2)],
            },
            new JobRecord(new JobStatus(Done, "two_stage", "client", 10, JobPhase.Ending, 3, []), JobOutcome.Failed, At)
            {
                Ended = At + TimeSpan.FromSeconds(2),
                Chunks = 10,
                Failure = JobFailure.BoardLost,
                Reason = "Board board-3 was lost.",
            },
        ],
        [new ApplicationDescription("two_stage", "cnvW2A2", [new PositionDescription("first_stage", new LayerRange(0, 1), "tiny", new BoardRequirements("pynq-z1", ""), 64, 64)])]);

    public Task<ClusterSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default)
    {
        var next = Snapshots[0];
        if (Snapshots.Count > 1)
            Snapshots.RemoveAt(0);
        return Task.FromResult(next);
    }

    public async Task<JobRecord?> FindJobAsync(JobId job, CancellationToken cancellationToken = default) =>
        (await GetSnapshotAsync(cancellationToken)).Jobs.FirstOrDefault(record => record.Status.Job == job);

    public async IAsyncEnumerable<ClusterEvent> WatchEventsAsync(long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return new ClusterEvent(1, At, ClusterEventKinds.NodeManagerStarted, EventSeverity.Information, "The node manager starts.");
        yield return new ClusterEvent(2, At, ClusterEventKinds.JobSubmitted, EventSeverity.Information, "Job submitted.") { Job = Running };
        yield return new ClusterEvent(3, At, ClusterEventKinds.JobFailed, EventSeverity.Error, "Job failed.") { Job = Done };
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public async IAsyncEnumerable<LogEntry> FollowLogsAsync(JobId? job = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var entry in await ReadLogsAsync(job, cancellationToken))
            yield return entry;
    }

    public Task<ImmutableArray<LogEntry>> ReadLogsAsync(JobId? job = null, CancellationToken cancellationToken = default)
    {
        ImmutableArray<LogEntry> all =
        [
            new LogEntry(At, "akka.tcp://fard@10.0.0.1:4053", "", "Info", "node-manager", "The node manager starts."),
            new LogEntry(At, "akka.tcp://fard@10.0.0.2:4053", "board-1", "Warning", "fpga-0", "A run is repeated.") { Job = Running },
        ];
        return Task.FromResult<ImmutableArray<LogEntry>>([.. all.Where(entry => job is null || entry.Job == job)]);
    }

    public Task<bool> CancelJobAsync(JobId job, string reason, CancellationToken cancellationToken = default)
    {
        Cancelled.Add((job, reason));
        return Task.FromResult(job == Running);
    }

    private static BoardInfo Board(string name, string loaded) =>
        new(name, "pynq-z1", new DataEndpoint("10.0.0.2", 4060), [new FpgaInfo(0, "emulated", loaded)], ["tiny"]);

    private static PositionRecord Position(int position, string name, long chunks, int computing) => new(position, 0, name, "board-1", chunks, 100)
    {
        Timeline = [new PositionSpan(PositionStep.LoadingBitstream, At, At + TimeSpan.FromSeconds(1)), new PositionSpan(PositionStep.Computing, At + TimeSpan.FromSeconds(1), null)],
        Computing = TimeSpan.FromSeconds(computing),
    };
}
