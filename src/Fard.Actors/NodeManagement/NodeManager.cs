using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>
/// The cluster's one orchestrator of jobs (a cluster singleton on role head): knows the applications, the boards that registered and the jobs that wait,
/// leases FPGAs to jobs, and spawns a coordinator for each.
/// </summary>
internal sealed class NodeManager : ReceiveActor, IWithTimers
{
    private readonly HeadSetup _setup;
    private readonly Dictionary<string, ApplicationDescription> _applications;
    private readonly BoardRegistry _boards = new();
    private readonly FairJobQueue _queue = new();
    private readonly Dictionary<JobId, RunningJob> _running = [];
    private readonly EndedJobs _ended;
    private readonly HashSet<IActorRef> _clients = [];
    private readonly List<(IActorRef Asker, int AtLeast)> _awaitingBoards = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _boardsMayCome;

    public NodeManager(HeadSetup setup)
    {
        _setup = setup;
        _applications = setup.Applications.ToDictionary(application => application.Name);
        _ended = new EndedJobs(setup.Jobs.Remembered);
        _boardsMayCome = setup.RegistrationGrace > TimeSpan.Zero;
        ReceiveClients();
        ReceiveBoards();
        ReceiveCoordinators();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(HeadSetup setup) => Akka.Actor.Props.Create(() => new NodeManager(setup));

    protected override void PreStart()
    {
        if (_setup.Membership is { } membership) Context.ActorOf(membership, "membership");
        if (_boardsMayCome) Timers.StartSingleTimer(nameof(GraceOver), GraceOver.Instance, _setup.RegistrationGrace);
        _log.Info("The node manager starts with {0} applications.", _applications.Count);
    }

    // A coordinator that threw has lost its state: its leases come back when it has stopped.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void ReceiveClients()
    {
        Receive<SubmitJob>(OnSubmit);
        Receive<CancelJob>(message => Cancel(message.Job, JobFailure.Cancelled, message.Reason));
        Receive<QueueOverdue>(message => Cancel(message.Job, JobFailure.NoFreeBoard, $"No board was free within {message.Limit.TotalSeconds:0.###} s (queue-timeout of the application)."));
        Receive<GetApplications>(_ => Sender.Tell(new ApplicationList(_setup.Applications)));
        Receive<GetBoards>(message =>
        {
            _awaitingBoards.Add((Sender, message.AtLeast));
            AnswerBoards();
        });
        Receive<GetJobs>(_ => Sender.Tell(new JobList([.. _running.Values.Select(job => job.ToStatus()), .. _queue.All.Select(ToStatus)])));
    }

    private void ReceiveBoards()
    {
        Receive<RegisterBoard>(OnRegister);
        Receive<Terminated>(OnTerminated);
        Receive<MemberChanged>(OnMember);
        Receive<GraceOver>(_ =>
        {
            _boardsMayCome = false;
            Schedule();
        });
    }

    private void ReceiveCoordinators()
    {
        Receive<LeaseReturned>(OnLeaseReturned);
        Receive<PhaseChanged>(message => Update(message.Job, job => job.Phase = message.Phase));
        Receive<ChunksDone>(message => Update(message.Job, job => job.ChunksDone = message.Chunks));
        Receive<PipelineEnded>(message =>
        {
            _ended.Add(message.Answer);
            if (_running.Remove(message.Job, out var job)) Release(job);
        });
    }

    private void OnSubmit(SubmitJob message)
    {
        if (TryAnswerAgain(message)) return;
        if (!_applications.TryGetValue(message.Application, out var application))
        {
            var known = _applications.Count == 0 ? "there is none" : $"there are {string.Join(", ", _applications.Keys.Order(StringComparer.Ordinal))}";
            Refuse(new JobFailed(message.Job, JobFailure.UnknownApplication, $"There is no application '{message.Application}'; {known}."), Sender);
            return;
        }

        if (SubmissionCheck.Check(message, application) is { } refusal)
        {
            Refuse(refusal, Sender);
            return;
        }

        if (_clients.Add(Sender)) Context.Watch(Sender);
        _queue.Enqueue(new QueuedJob(message, application, Sender));
        Schedule();
        if (_queue.Find(message.Job) is not null) Wait(message, application);
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
            running.Coordinator.Tell(new Resubmitted(Sender));
        }
        else if (_queue.Find(message.Job) is not null)
        {
            _queue.Replace(message.Job, Sender);
            Sender.Tell(new JobQueued(message.Job, _queue.Count - 1));
        }
        else if (_ended.Find(message.Job) is { } answer)
        {
            Sender.Tell(answer);
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
        bool progress;
        do
        {
            progress = false;
            var reserved = new HashSet<FpgaSlot>();
            foreach (var job in _queue.Heads.ToArray())
            {
                switch (BoardPlacement.Find(job.Application, _boards.All, reserved))
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
        for (var position = 0; position < placed.Slots.Length; position++) placed.Slots[position].Board.Lease(placed.Slots[position].Fpga, job.Job);
        var coordinator = Context.ActorOf(PipelineCoordinator.Props(PipelinePlan.Create(job, placed.Slots), _setup.Jobs), $"job-{job.Job}");
        Context.Watch(coordinator);
        _running.Add(job.Job, new RunningJob(job, placed.Slots, coordinator));
    }

    private void Cancel(JobId id, JobFailure failure, string reason)
    {
        if (_running.TryGetValue(id, out var running))
        {
            running.Coordinator.Tell(new EndPipeline(failure, reason));
        }
        else if (_queue.Find(id) is { } waiting)
        {
            _queue.Remove(id);
            Timers.Cancel(id);
            Refuse(new JobFailed(id, failure, reason), waiting.Client);
        }
    }

    private void Refuse(JobFailed failure, IActorRef client)
    {
        _ended.Add(failure);
        client.Tell(failure);
    }

    private void OnRegister(RegisterBoard message)
    {
        var address = AddressOf(Sender);
        if (_boards.Find(message.Board.Name) is { } known && !known.Agent.Equals(Sender))
        {
            // The agent of a member that is gone may still be listed; one of a member that lives has the better right to the name.
            if (known.Reachable && !known.Address.Equals(address))
            {
                Sender.Tell(new BoardRefused(message.Board.Name, $"there is a board of this name already, on {known.Address}; set fard.board.name."));
                return;
            }

            LoseBoard(known, "it registered anew.");
        }

        if (_boards.Register(message.Board, Sender, address))
        {
            Context.Watch(Sender);
            _log.Info("Board {0} ({1}, {2} FPGAs, chunks at {3}) has registered.", message.Board.Name, message.Board.BoardType, message.Board.Fpgas.Length, message.Board.Endpoint);
        }

        Sender.Tell(new BoardRegistered(message.Board.Name));
        AnswerBoards();
        Schedule();
    }

    private void AnswerBoards()
    {
        var reachable = _boards.All.Count(board => board.Reachable);
        foreach (var (asker, _) in _awaitingBoards.Where(waiting => waiting.AtLeast <= reachable))
            asker.Tell(new BoardList([.. _boards.All.Select(board => board.ToStatus()).OrderBy(board => board.Board.Name, StringComparer.Ordinal)]));
        _awaitingBoards.RemoveAll(waiting => waiting.AtLeast <= reachable);
    }

    private void OnTerminated(Terminated message)
    {
        if (_clients.Remove(message.ActorRef)) LoseClient(message.ActorRef);
        if (_boards.Find(message.ActorRef) is { } board) LoseBoard(board, "its agent has stopped.");
        if (_running.Values.FirstOrDefault(job => job.Coordinator.Equals(message.ActorRef)) is not { } orphan) return;
        _running.Remove(orphan.Job.Job);
        Refuse(new JobFailed(orphan.Job.Job, JobFailure.NodeManagerLost, "The job's coordinator failed."), orphan.Client);
        Release(orphan);
    }

    private void OnMember(MemberChanged message)
    {
        foreach (var board in _boards.At(message.Address))
        {
            board.Reachable = message.State == MemberState.Reachable;
            if (message.State == MemberState.Removed) LoseBoard(board, "its member has left the cluster.");
            else if (!board.Reachable) TellGone(board, "the cluster does not reach its member.");
        }

        if (message.State == MemberState.Reachable) Schedule();
        else foreach (var client in _clients.Where(client => AddressOf(client).Equals(message.Address)).ToArray()) LoseClient(client);
    }

    private static Address AddressOf(IActorRef actor) =>
        actor.Path.Address.HasGlobalScope ? actor.Path.Address : ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;

    private void LoseBoard(BoardState board, string reason)
    {
        _log.Warning("Board {0} is gone: {1}", board.Name, reason);
        board.Reachable = false;
        _boards.Remove(board);
        Context.Unwatch(board.Agent);
        TellGone(board, reason);
    }

    private void TellGone(BoardState board, string reason)
    {
        foreach (var job in _running.Values.Where(job => job.Slots.Any(slot => slot.Board == board)).ToArray())
            job.Coordinator.Tell(new BoardGone(board.Name, reason));
    }

    private void LoseClient(IActorRef client)
    {
        foreach (var job in _queue.All.Where(job => job.Client.Equals(client)).Select(job => job.Job).ToArray())
            Cancel(job, JobFailure.Cancelled, "The client is gone.");
        foreach (var job in _running.Values.Where(job => job.Client.Equals(client)).ToArray())
            job.Coordinator.Tell(new EndPipeline(JobFailure.Cancelled, "The client is gone."));
    }

    private void OnLeaseReturned(LeaseReturned message)
    {
        if (!_running.TryGetValue(message.Job, out var job)) return;
        var slot = job.Slots[message.Position];
        string? loaded = message.Loaded switch
        {
            true => job.Job.Application.Positions[message.Position].Bitstream,
            false => "",
            null => null,
        };
        if (slot.Board.Release(slot.Fpga, message.Job, loaded)) Schedule();
    }

    private void Release(RunningJob job)
    {
        foreach (var slot in job.Slots) slot.Board.Release(slot.Fpga, job.Job.Job, null);
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
