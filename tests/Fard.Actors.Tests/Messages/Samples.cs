using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;
using Fard.Actors.Observation;
using Fard.Actors.Tasks;
using Fard.Actors.Tests.TestBoards;
using Fard.Programs;

namespace Fard.Actors.Tests.Messages;

/// <summary>One of every message.</summary>
internal static class Samples
{
    private static readonly JobId Job = JobId.New();
    private static readonly DataEndpoint Endpoint = new("10.0.0.7", 4711);
    private static readonly BoardInfo Board = new("board-1", "pynq-z1", Endpoint, [new FpgaInfo(0, "emulated", "tiny@0..1"), new FpgaInfo(1, "emulated", "") { Fault = "it hangs" }], ["tiny", "other"])
    {
        Fetches = true,
        CpuMilli = 2000,
        MemoryBytes = 1L << 33,
        Roles = ["board", "camera"],
    };

    private static readonly ConfigureJob Configured = new(Job, "app", "tiny", TinyNetwork.Application("two", 1).Positions[0], 0, 2, 1, 20, 1, Endpoint)
    {
        Origin = new JobOrigin(ActorRefs.Nobody, "client", TimeSpan.FromSeconds(3)) { ApplicationVersion = 4 },
    };

    private static readonly PipelinePlan Plan = new(
        new QueuedJob(new SubmitJob(Job, "two", "client", 20, 192, TimeSpan.Zero), TinyNetwork.Application("two", 1), ActorRefs.Nobody),
        3,
        [new PlannedSlot(0, 0, 1, "board-1", ActorRefs.Nobody, Endpoint, 0), new PlannedSlot(1, 0, 2, "board-2", ActorRefs.Nobody, Endpoint, 1)]);

    private static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly PositionRecord Position = new(1, 0, "second_stage", "board-2", 7, 20)
    {
        Timeline = [new PositionSpan(PositionStep.LoadingBitstream, At, At + Second), new PositionSpan(PositionStep.Computing, At + Second, null)],
        Computing = 3 * Second,
        Starved = 4 * Second,
        Blocked = 5 * Second,
    };

    public static IFardMessage[] All { get; } =
    [
        new SubmitJob(Job, "app", "client", 20, 3072, TimeSpan.FromSeconds(3)),
        new SubmitJob(Job, "app", "client", 20, 3072, TimeSpan.FromSeconds(3)) { Attempt = 2, Again = true },
        new CancelJob(Job, "no longer wanted"),
        new JobQueued(Job, 3),
        new JobPlaced(Job, [new PlacedPosition("first", "board-1", Endpoint), new PlacedPosition("second", "board-2", new DataEndpoint("::1", 1))], 2, 128),
        new JobPlaced(Job, [new PlacedPosition("first", [new PlacedReplica(0, 1, "board-1", Endpoint), new PlacedReplica(2, 3, "board-2", Endpoint)])], 2, 128) { Attempt = 4 },
        new ResultsReceived(Job),
        new JobDone(Job),
        new JobFailed(Job, JobFailure.BoardLost, "board-1 is gone"),
        new GetApplications(),
        new DeployApplication("app { network = tiny }"),
        new ApplicationDeployed("app", 3),
        new ApplicationRefused("there is no network 'tiny'"),
        new ShareApplication(TinyNetwork.Application("two", 1) with { Version = 2 }),
        new GetContentEndpoint(),
        new GetShared(),
        new FindContent("package", "tiny"),
        new ContentFound("package", "tiny", ContentHash.Of([1, 2])),
        new ContentFound("package", "tiny", null),
        new ContentEndpoint(Endpoint),
        new KeepContent("package", ContentHash.Of([1, 2])),
        new ContentKept(ContentHash.Of([1, 2])),
        new ContentRefused(ContentHash.Of([1, 2]), "it is damaged"),
        new DropContent(ContentHash.Of([1, 2])),
        new ApplicationList([TinyNetwork.Application("two", 1) with { MaxQueue = 7, JobTimeout = TimeSpan.FromSeconds(9) }]),
        new GetBoards(2),
        new BoardList([new BoardStatus(Board, true, [Job, null]) { Leaving = true }]),
        new GetJobs(),
        new JobList([new JobStatus(Job, "app", "client", 20, JobPhase.Running, 7, ["board-1", "board-2"])]),
        new RegisterBoard(Board),
        new RegisterBoard(Board) { Revision = 7, Leaving = true, Positions = [Configured], TaskLeases = [new FpgaLease(1, Job)] },
        Configured with
        {
            Description = Configured.Description with { Program = new PositionProgram(new ProgramFile("first", "main.py") { OwnProcess = true }, "c0ffee", 500, 1L << 33, "{}") },
        },
        new BoardRegistered("board-1") { Revision = 7 },
        new BoardRefused("board-1", "taken"),
        Configured,
        new ConfigureJob(Job, "app", "tiny", TinyNetwork.Application("two", 1).Positions[1], 1, 2, 0, 20, 1, null),
        new ConfigureJob(
            Job,
            "app",
            "tiny",
            TinyNetwork.Application("two", 1).Positions[0] with { Replicas = [new(2), new(1, "board-7")] },
            1,
            3,
            0,
            20,
            1,
            [new PlacedReplica(0, 1, "board-4", Endpoint), new PlacedReplica(1, 2, "board-5", Endpoint)])
        {
            Attempt = 3,
            Replica = 1,
            Peers = [new PlacedReplica(0, 2, "board-6", Endpoint), new PlacedReplica(1, 1, "board-7", Endpoint)],
            Upstream = [new PlacedReplica(0, 1, "board-1", Endpoint), new PlacedReplica(1, 1, "board-2", Endpoint)],
        },
        new PositionReady(Job, 1, true),
        new StartJob(Job),
        new StopJob(Job, 1, "another position failed"),
        new PositionProgress(Job, 1, 1L << 40),
        new FpgaReleased(Job, 1),
        new PositionReady(Job, 1, true) { Attempt = 2, Replica = 1 },
        new StartJob(Job) { Attempt = 2 },
        new StopJob(Job, 1, "another position failed") { Attempt = 2, Replica = 1 },
        new FpgaReleased(Job, 1) { Attempt = 2, Replica = 1 },
        new PositionBroken(Job, 1, JobFailure.BoardLost, "position 2 is gone", false) { Attempt = 2, Replica = 1 },
        new PositionEnded(Job, 1, JobFailure.BoardLost, "gone", false) { Attempt = 2, Replica = 1 },
        new PositionEnded(Job, 0, null, "", false),
        new PositionEnded(Job, 1, JobFailure.DeviceFailed, "no bitstream", true),
        new EndPipeline(Job, JobFailure.Deadline, "too long"),
        new BoardGone(Job, "board-1", "unreachable"),
        new AskBoards(Job, [new HeldBoard("board-1", ActorRefs.Nobody), new HeldBoard("board-2", ActorRefs.Nobody)]),
        new Resubmitted(Job),
        new PhaseChanged(Job, JobPhase.Ending) { Attempt = 2 },
        new ChunksDone(Job, 1L << 40),
        new LeaseReturned(Job, 1, null),
        new LeaseReturned(Job, 1, false) { Replica = 1 },
        new PipelineEnded(Job, true),
        new ReplacePosition(Job, 1, 2, ["board-1", "board-2"], "board-2 is gone"),
        new PositionReplaced(Job, 1, 2, "board-3", ActorRefs.Nobody, Endpoint, 1),
        new ReplacementRefused(Job, 1, 2, "no other board"),
        new RunPipeline(Plan, Resume: true),
        new RunningPipeline(Plan, JobPhase.Recovering),
        new PipelineStarted(Job),
        new PipelineLost(Job),
        new PositionReport(Job, 2, Position),
        new PositionEnded(Job, 1, null, "", false) { Record = Position },
        new PhaseChanged(Job, JobPhase.Ending) { Attempt = 2, Failure = JobFailure.Deadline, Reason = "too long" },
        new PipelineEnded(Job, false) { Positions = [Position, Position with { Replica = 2 }] },
        new BoardReport(new BoardActivity("board-1", At, [new FpgaActivity(0, 1L << 40, 7, Second, 2, Second, 1, 3) { Utilisation = ResourceShares.None.Add("LUT", 12.5) }])),
        new GetSnapshot(1L << 50, 3),
        new SnapshotPart(1L << 50, 3, 4, [1, 2, 3]),
        new FindJob(Job),
        new JobFound(null),
        new JobFound(new JobRecord(new JobStatus(Job, "app", "client", 20, JobPhase.Running, 7, ["board-1"]), JobOutcome.None, At) { Positions = [Position], Placed = At + Second }),
        new JobFound(new JobRecord(new JobStatus(Job, "app", "client", 20, JobPhase.Ending, 7, []), JobOutcome.Failed, At)
        {
            Started = At + Second,
            Ended = At + 2 * Second,
            Attempt = 3,
            Chunks = 20,
            Failure = JobFailure.BoardLost,
            Reason = "gone",
        }),
        new GetEvents(7, Second),
        new EventList([new ClusterEvent(8, At, ClusterEventKinds.BoardLost, EventSeverity.Warning, "Board b is gone.") { Job = Job, Application = "app", Board = "b" }], 9),
        new EventList([], 9),
        new GiveUpJob(Job, "not needed"),
        new JobGivenUp(Job, true),
        new GetLog(7, null, TimeSpan.Zero),
        new GetLog(7, Job, Second),
        new LogPage([new LogEntry(At, "akka.tcp://fard@127.0.0.1:4053", "board-1", "Info", "akka://fard/user/board-agent", "Board board-1 has joined.") { Job = Job }], 9),
        new SendApplication("app-1", "c0ffee", "config.yaml", "app_name: app"),
        new RestartApplication("app-1", "request", "c0ffee", "application.conf", "app-name = app"),
        new ApplicationSent("app-1"),
        new TasksRefused("app-1", "too few boards"),
        new KillApplication("app-1"),
        new ApplicationKilled("app-1"),
        new ApplicationRestarted("app-1"),
        new SetOutputCollection("app-1", true),
        new OutputCollectionSet("app-1", true),
        new GetTasks(""),
        new GetTasks("app-1"),
        new GetPeers("app-1"),
        new DescribeApplication("app-1"),
        new TaskList(
            [new ApplicationSummary("app-1", "app", 4, 3, 2, true)],
            [new ReplicaStatus("t-0", "t", "board-1", TaskState.Restarting, 3, "it crashed", new EventCounts(1, 2, 3, 4), 2)]),
        new ShareRecord(Record),
        new ApplicationDescribed(Record with { Killed = false }),
        new ReserveTasks("app-1", 1L << 41, [Need, Need with { Index = 2, Fpga = -1 }], TimeSpan.FromSeconds(20)),
        new TasksReserved("app-1", 7, "board-1"),
        new TasksNotReserved("app-1", 7, "board-1", "no room"),
        new ReleaseReservation("app-1", 7),
        new LaunchTask(Record, 7, Need, 1L << 41, Job),
        new LaunchTask(Record, 0, Need with { Fpga = -1 }, 1, null),
        new LaunchRefused("app-1", "t", 1, 8, "board-1", "no room"),
        new StopTask("app-1", "t", 1, 8, "killed"),
        new TaskReport(
            "board-1",
            [new ApplicationReport("app-1", 9, [
                new ReplicaReport("t", 1, 8, 2, TaskState.Ready, 1, "", 0, Job, ActorRefs.Nobody, new EventCounts(1, 2, 3, 4)),
                new ReplicaReport("t", 2, 8, 2, TaskState.Failed, 1, "it crashed", -1, null, ActorRefs.Nobody, EventCounts.None),
            ])]),
        new ApplicationPeers("app-1", 9, true, [new PeerEntry("t-1", "t", "board-1", 8, ActorRefs.Nobody)]),
        new FiredEvent("app-1", "t-1", "t", 8, "u-0", 3, "count", EventScope.Task, new EventPayload(true, "{}"u8.ToArray())),
        new EventsTaken("app-1", "t-1", 8, "u-0", 3),
        new EventsAsked("app-1", "t-1", 8, "u-0", 3),
        Keyed,
        new KeyedHandled("app-1", "t", "car 7"),
        new KeyedRefused("app-1", "t", "car 7", "too many"),
        new HandleKeyed("t-1", 7, Keyed, new byte[] { 4 }),
        new KeyedResult(7, new byte[] { 5 }, ""),
        new KeyedResult(8, default, "it crashed") { IsFinal = true },
        new KeepState("app-1", "t", "car 7", 3, "writer", new byte[] { 5 }),
        new StateKept("app-1", "t", "car 7", 3),
        new StateNotKept("app-1", "t", "car 7", 3, "no room"),
        new GetState("app-1", "t", "car 7"),
        new StateFound("app-1", "t", "car 7", 0, default),
        new DropStates("app-1"),
        new PullOutput("app-1", "t-1", "consumer", 4, TimeSpan.FromSeconds(2)),
        new OutputBatch("app-1", "t-1", 8, 5, [new byte[] { 1, 2 }, new byte[] { 3 }]),
    ];

    private static KeyedEvent Keyed => new("app-1", "t", "car 7", "u-0", "u", "seen", new EventPayload(true, "{}"u8.ToArray()));

    private static ApplicationRecord Record => new("app-1", "c0ffee", "config.yaml", "app_name: app") { Revision = 2, CollectsOutput = true, Killed = true, Change = 5 };

    private static ReplicaNeed Need => new("t", 1, 500, 1L << 33, 0);
}
