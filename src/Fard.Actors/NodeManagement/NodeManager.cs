using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement.Tasks;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// The cluster's one orchestrator of jobs (a cluster singleton on role head): knows the applications, the boards that registered and the jobs that wait,
/// leases FPGAs to jobs, and has a coordinator for each.
/// </summary>
internal sealed partial class NodeManager : ReceiveActor, IWithTimers
{
    private readonly HeadSetup _setup;
    private readonly ApplicationCatalog _applications;
    private readonly BoardRegistry _boards = new();
    private readonly FairJobQueue _queue = new();
    private readonly Dictionary<JobId, RunningJob> _running = [];
    private readonly DoneJobs _done;
    private readonly JobTelemetry _telemetry = new(Context.System.Scheduler);
    private readonly HashSet<IActorRef> _clients = [];
    private readonly List<(IActorRef Asker, int AtLeast)> _awaitingBoards = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _pipelines;
    private bool _boardsMayCome;

    public NodeManager(HeadSetup setup)
    {
        _setup = setup;
        _applications = setup.Catalog ?? new ApplicationCatalog(setup.Applications);
        _done = new DoneJobs(setup.Jobs.Remembered);
        _journal = new EventJournal(setup.Jobs.Time, setup.History.Events);
        _ended = new EndedJobs(setup.History.Jobs);
        _boardsMayCome = setup.RegistrationGrace > TimeSpan.Zero;
        _pipelines = setup.Pipelines ?? Context.ActorOf(LocalPipelines.Props(Self, setup.Jobs), "pipelines");
        _tasks = new TaskManager(setup, _boards, this, _log);
        ReceiveTasks();
        ReceiveClients();
        ReceiveApplications();
        ReceiveMembers();
        ReceiveCoordinators();
        ReceivePipelines();
        ReceiveReports();
        ReceiveReplacements();
        ReceiveReportsOfWork();
        ReceiveWatchers();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(HeadSetup setup) => Akka.Actor.Props.Create(() => new NodeManager(setup));

    protected override void PreStart()
    {
        if (_setup.Membership is { } membership) Context.ActorOf(membership, "membership");
        if (_boardsMayCome) Timers.StartSingleTimer(nameof(GraceOver), GraceOver.Instance, _setup.RegistrationGrace);
        StartTasks();
        _log.Info("The node manager starts with {0} applications.", _applications.All.Length);
        _journal.Add(ClusterEventKinds.NodeManagerStarted, EventSeverity.Information, $"The node manager starts on {AddressOf(Self)}.");
    }

    protected override void PostStop() => _telemetry.Stop();

    protected override bool AroundReceive(Receive receive, object message)
    {
        var taken = base.AroundReceive(receive, message);
        _telemetry.Set(_queue.Count, _running.Count, _boards.All);
        return taken;
    }

    private void ReceiveClients()
    {
        Receive<SubmitJob>(OnSubmit);
        Receive<CancelJob>(message => Cancel(message.Job, JobFailure.Cancelled, message.Reason));
        Receive<QueueOverdue>(message => Cancel(message.Job, JobFailure.NoFreeBoard, $"No board was free within {message.Limit.TotalSeconds:0.###} s (queue-timeout of the application)."));
        Receive<GetBoards>(message =>
        {
            _awaitingBoards.Add((Sender, message.AtLeast));
            AnswerBoards();
        });
        Receive<GetJobs>(_ => Sender.Tell(new JobList([.. _running.Values.Select(job => job.ToStatus()), .. _queue.All.Select(ToStatus)])));
    }

    private void ReceiveMembers()
    {
        Receive<RegisterBoard>(OnRegister);
        Receive<Terminated>(OnTerminated);
        Receive<MemberChanged>(OnMember);
        Receive<GraceOver>(_ =>
        {
            _boardsMayCome = false;
            _tasks.OnGraceOver();
            Schedule();
        });
    }

    private void ReceiveCoordinators()
    {
        Receive<LeaseReturned>(OnLeaseReturned);
        Receive<PhaseChanged>(message => Update(message.Job, job =>
        {
            NotePhase(job, message);
            (job.Phase, job.Attempt) = (message.Phase, Math.Max(job.Attempt, message.Attempt));
            if (job.Phase == JobPhase.Ending) ForgetWhenReturned(job);
        }));
        Receive<ChunksDone>(message => Update(message.Job, job => job.ChunksDone = message.Chunks));
        Receive<PipelineEnded>(message =>
        {
            if (message.Done) _done.Add(message.Job);
            ForgetReplacements(message.Job);
            if (!_running.Remove(message.Job, out var job)) return;
            NoteOver(job, message);
            Timers.Cancel(job);
            Release(job);
        });
    }

    private void OnSubmit(SubmitJob message)
    {
        if (TryAnswerAgain(message)) return;
        if (_applications.Find(message.Application) is not { } application)
        {
            var names = _applications.All.Select(application => application.Name).Order(StringComparer.Ordinal).ToArray();
            var known = names.Length == 0 ? "there is none" : $"there are {string.Join(", ", names)}";
            Refuse(message, new JobFailed(message.Job, JobFailure.UnknownApplication, $"There is no application '{message.Application}'; {known}."));
            return;
        }

        if (SubmissionCheck.Check(message, application) is { } refusal)
        {
            Refuse(message, refusal);
            return;
        }

        if (_clients.Add(Sender)) Context.Watch(Sender);
        var job = new QueuedJob(_telemetry.Submitted(message), application, Sender);
        _queue.Enqueue(job);
        NoteSubmitted(job);
        Schedule();
        if (_queue.Find(message.Job) is not null) Wait(message, application);
    }

    private void Refuse(SubmitJob message, JobFailed refusal)
    {
        Sender.Tell(refusal);
        NoteRefused(refusal, message.Application);
    }

    private void Wait(SubmitJob message, ApplicationDescription application)
    {
        if (_queue.CountOf(application.Name) > application.MaxQueue)
        {
            Cancel(message.Job, JobFailure.NoFreeBoard, $"No board is free, and {application.MaxQueue} jobs of {application.Name} wait already (max-queue of the application).");
            return;
        }

        Timers.StartSingleTimer(message.Job, new QueueOverdue(message.Job, application.QueueTimeout), application.QueueTimeout);
        Sender.Tell(new JobQueued(message.Job, _queue.Count - 1));
    }

    private bool TryAnswerAgain(SubmitJob message)
    {
        if (_running.TryGetValue(message.Job, out var running))
        {
            running.Client = Sender;
            _pipelines.Tell(new Resubmitted(message.Job), Sender);
        }
        else if (_queue.Find(message.Job) is not null)
        {
            _queue.Replace(message.Job, Sender);
            Sender.Tell(new JobQueued(message.Job, _queue.Count - 1));
        }
        else if (_done.Contains(message.Job))
        {
            Sender.Tell(new JobDone(message.Job));
        }
        else
        {
            return false;
        }

        if (_clients.Add(Sender)) Context.Watch(Sender);
        return true;
    }

    private void Schedule()
    {
        ServeReplacements();
        bool progress;
        do
        {
            progress = false;
            var reserved = new HashSet<FpgaSlot>();
            foreach (var job in _queue.Heads.ToArray())
            {
                // It may run already: the boards have the word first.
                if (job.Request.Again && _boardsMayCome) continue;
                switch (BoardPlacement.Find(job.Application, _boards.All, reserved, _setup.Packages))
                {
                    case PlacementResult.Placed placed:
                        Launch(job, placed);
                        progress = true;
                        break;
                    case PlacementResult.Busy busy:
                        // Whose turn it is keeps what is free of its boards, or a job for many boards would wait for ever.
                        reserved.UnionWith(busy.Wanted);
                        break;
                    case PlacementResult.Unfit unfit when !_boardsMayCome:
                        Cancel(job.Job, JobFailure.NoFittingBoard, unfit.Reason);
                        progress = true;
                        break;
                }
            }
        }
        while (progress && _queue.Count > 0);
    }

    private void Launch(QueuedJob job, PlacementResult.Placed placed)
    {
        _queue.Take(job);
        Timers.Cancel(job.Job);
        foreach (var slot in placed.Slots) slot.Board.Lease(slot.Fpga, job.Job);
        var running = new RunningJob(job, placed.Slots);
        _running.Add(job.Job, running);
        _telemetry.Placed(job.Job, placed.Slots.Select(slot => slot.Board.Name));
        Start(running);
    }

    private void Cancel(JobId id, JobFailure failure, string reason)
    {
        if (_running.TryGetValue(id, out var running))
        {
            End(running, new EndPipeline(id, failure, reason));
        }
        else if (_queue.Find(id) is { } waiting)
        {
            _queue.Remove(id);
            Timers.Cancel(id);
            waiting.Client.Tell(new JobFailed(id, failure, reason));
            NoteGivenUp(waiting, failure, reason);
        }
    }

    private void OnLeaseReturned(LeaseReturned message)
    {
        if (!_running.TryGetValue(message.Job, out var job)) return;
        if (job.Job.Application.SlotOf(message.Position, message.Replica) is not (>= 0 and var index)) return;
        var slot = job.Slots[index];
        string? loaded = message.Loaded switch
        {
            true => job.Job.Application.Positions[message.Position].Bitstream,
            false => "",
            null => null,
        };
        if (slot.Board?.Release(slot.Fpga, message.Job, loaded) == true) Schedule();
    }

    private void Release(RunningJob job)
    {
        foreach (var slot in job.Slots) slot.Board?.Release(slot.Fpga, job.Job.Job, null);
        Schedule();
    }

    private void Update(JobId id, Action<RunningJob> change)
    {
        if (_running.TryGetValue(id, out var job)) change(job);
    }

    private static JobStatus ToStatus(QueuedJob job) =>
        new(job.Job, job.Application.Name, job.Request.Client, job.Request.ImageCount, JobPhase.Queued, 0, []);

    private sealed record QueueOverdue(JobId Job, TimeSpan Limit) : INoSerializationVerificationNeeded;

    private sealed record GraceOver : INoSerializationVerificationNeeded
    {
        public static readonly GraceOver Instance = new();
    }
}
