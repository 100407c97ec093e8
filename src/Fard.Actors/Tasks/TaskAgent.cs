using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Messages;

namespace Fard.Actors.Tasks;

/// <summary>
/// The runtime's hand on the tasks of one board: reserves room for replicas, spawns their TaskActors, passes peers on to them, and reports them all to the
/// node manager at intervals and at every change.
/// </summary>
internal sealed class TaskAgent : ReceiveActor, IWithTimers
{
    private readonly string _name;
    private readonly TaskBoard _board;
    private readonly IActorRef _nodeManager;
    private readonly IActorRef _keys;
    private readonly ImmutableArray<IActorRef> _devices;
    private readonly BoardCapacity _capacity;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, HostedApplication> _applications = [];
    private bool _closed;

    public TaskAgent(string name, TaskBoard board, IActorRef nodeManager, ImmutableArray<IActorRef> devices, IActorRef keys)
    {
        (_name, _board, _nodeManager, _devices, _keys) = (name, board, nodeManager, devices, keys);
        _capacity = new BoardCapacity(board.CpuMilli, board.MemoryBytes, devices.Length);
        Receive<ReserveTasks>(OnReserve);
        Receive<ReleaseReservation>(message =>
        {
            Timers.Cancel((message.Id, message.Reservation));
            _capacity.Release(message.Id, message.Reservation);
        });
        Receive<Expired>(message =>
        {
            _log.Info("Reservation {0} of {1} was not used and has expired.", message.Reservation, message.Id);
            _capacity.Release(message.Id, message.Reservation);
        });
        Receive<LaunchTask>(OnLaunch);
        Receive<StopTask>(OnStop);
        Receive<TaskChanged>(OnChanged);
        Receive<Terminated>(OnTerminated);
        Receive<ApplicationPeers>(OnPeers);
        Receive<DescribeApplication>(message =>
        {
            if (_applications.TryGetValue(message.Id, out var application)) Sender.Tell(new ApplicationDescribed(application.Record));
        });
        Receive<StopAllTasks>(OnStopAll);
        Receive<Beat>(_ => Report());
        Receive<GetCapacity>(_ => Sender.Tell(new CapacityNow(_capacity.FreeCpuMilli, _capacity.FreeMemoryBytes, _capacity.Reservations)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(string name, TaskBoard board, IActorRef nodeManager, ImmutableArray<IActorRef> devices, IActorRef keys) =>
        Akka.Actor.Props.Create(() => new TaskAgent(name, board, nodeManager, devices, keys));

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(Beat), Beat.Instance, _board.Settings.HeartbeatInterval);

    // A TaskActor that threw has lost its state; the node manager places its replica anew.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnReserve(ReserveTasks message)
    {
        var refused = _closed ? $"Board {_name} leaves the cluster." : _capacity.Reserve(message.Id, message.Reservation, message.Needs);
        if (refused is not null)
        {
            Sender.Tell(new TasksNotReserved(message.Id, message.Reservation, _name, refused));
            return;
        }

        Timers.StartSingleTimer((message.Id, message.Reservation), new Expired(message.Id, message.Reservation), message.Expiry);
        Sender.Tell(new TasksReserved(message.Id, message.Reservation, _name));
    }

    private void OnLaunch(LaunchTask message)
    {
        var (record, need) = (message.Record, message.Need);
        if (Find(record.Id, need.Task, need.Index) is { } hosted)
        {
            if (message.Incarnation > hosted.Launch.Incarnation)
            {
                // The life before has to go first; the message comes again.
                hosted.Actor.Tell(new StopTask(record.Id, need.Task, need.Index, message.Incarnation, "The replica begins anew."));
            }

            Report();
            return;
        }

        if ((_closed ? $"Board {_name} leaves the cluster." : _capacity.Begin(record.Id, message.Reservation, need)) is { } refused)
        {
            Refuse(message, refused);
            return;
        }

        TaskDescription task;
        try
        {
            task = record.ReadManifest(_board.FindNetwork).Find(need.Task) ?? throw new ApplicationPackageException($"{record.File} has no task {need.Task}.");
        }
        catch (ApplicationPackageException exception)
        {
            _capacity.End(record.Id, need.Task, need.Index);
            Refuse(message, exception.Message);
            return;
        }

        var application = Take(record);
        var device = need.Fpga >= 0 ? _devices[need.Fpga] : null;
        var actor = Context.Watch(Context.ActorOf(
            TaskActor.Props(message, task, _board, _name, application.Peers, device, _keys), $"{record.Id}-{need.PeerId}-{message.Incarnation}"));
        application.Replicas[(need.Task, need.Index)] = new HostedReplica(message, actor);
        TellBoard();
        Report();
    }

    private void Refuse(LaunchTask message, string reason) =>
        Sender.Tell(new LaunchRefused(message.Record.Id, message.Need.Task, message.Need.Index, message.Incarnation, _name, reason));

    private HostedApplication Take(ApplicationRecord record)
    {
        if (!_applications.TryGetValue(record.Id, out var known)) return _applications[record.Id] = new HostedApplication(record);
        if (record.Change > known.Record.Change) known.Record = record;
        return known;
    }

    private void OnStop(StopTask message)
    {
        if (Find(message.Id, message.Task, message.Index) is { } hosted && hosted.Launch.Incarnation <= message.Incarnation) hosted.Actor.Tell(message);
        else Report();
    }

    private void OnChanged(TaskChanged message)
    {
        var (record, need) = (message.Launch.Record, message.Launch.Need);
        if (Find(record.Id, need.Task, need.Index) is not { } hosted || hosted.Launch != message.Launch) return;
        (hosted.State, hosted.Reason, hosted.Restarts, hosted.Host) = (message.State, message.Reason, message.Restarts, message.Host);
        if (message.State.IsOver())
        {
            // What is over keeps its output for a while, and nothing else.
            _capacity.End(record.Id, need.Task, need.Index);
            TellBoard();
        }

        Report();
    }

    private void OnTerminated(Terminated message)
    {
        foreach (var (id, application) in _applications)
        {
            foreach (var (key, hosted) in application.Replicas)
            {
                if (!hosted.Actor.Equals(message.ActorRef)) continue;
                application.Replicas.Remove(key);
                _capacity.End(id, key.Task, key.Index);
                if (application.Replicas.Count == 0) _applications.Remove(id);
                TellBoard();
                Report();
                return;
            }
        }
    }

    private void OnPeers(ApplicationPeers message)
    {
        if (!_applications.TryGetValue(message.Id, out var application) || !application.Peers.Update(message)) return;
        foreach (var hosted in application.Replicas.Values) hosted.Actor.Tell(TaskActor.PeersChanged.Instance);
    }

    private void OnStopAll(StopAllTasks message)
    {
        _closed |= message.Closes;
        foreach (var (id, application) in _applications)
        {
            foreach (var ((task, index), hosted) in application.Replicas) hosted.Actor.Tell(new StopTask(id, task, index, hosted.Launch.Incarnation, message.Reason));
        }
    }

    private HostedReplica? Find(string id, string task, int index) =>
        _applications.TryGetValue(id, out var application) ? application.Replicas.GetValueOrDefault((task, index)) : null;

    private void Report() => _nodeManager.Tell(new TaskReport(_name, [.. _applications.Select(entry => entry.Value.ToReport(entry.Key))]));

    // The board's own agent tells the node manager of FPGAs that tasks hold, and waits for tasks when the board leaves.
    private void TellBoard()
    {
        var hosted = _applications.Values.SelectMany(application => application.Replicas.Values).Where(replica => replica.State.HoldsBoard()).ToArray();
        Context.Parent.Tell(new TasksHosted(
            hosted.Length,
            [.. hosted.Where(replica => replica.Launch is { Lease: not null, Need.Fpga: >= 0 }).Select(replica => new FpgaLease(replica.Launch.Need.Fpga, replica.Launch.Lease!.Value))]));
    }

    private sealed class HostedApplication(ApplicationRecord record)
    {
        public ApplicationRecord Record { get; set; } = record;

        public PeerTable Peers { get; } = new(record.Id);

        public Dictionary<(string Task, int Index), HostedReplica> Replicas { get; } = [];

        public ApplicationReport ToReport(string id) => new(id, Peers.Current.Version, [.. Replicas.Values.Select(replica => replica.ToReport())]);
    }

    private sealed class HostedReplica(LaunchTask launch, IActorRef actor)
    {
        public LaunchTask Launch { get; } = launch;

        public IActorRef Actor { get; } = actor;

        public TaskState State { get; set; } = TaskState.Launching;

        public string Reason { get; set; } = "";

        public int Restarts { get; set; }

        public TaskHost? Host { get; set; }

        public ReplicaReport ToReport() => new(
            Launch.Need.Task,
            Launch.Need.Index,
            Launch.Incarnation,
            Launch.Record.Revision,
            State,
            Restarts,
            Reason,
            State.HoldsBoard() ? Launch.Need.Fpga : -1,
            State.HoldsBoard() ? Launch.Lease : null,
            Actor,
            Host?.Counts ?? EventCounts.None);
    }

    private sealed record Expired(string Id, long Reservation) : INoSerializationVerificationNeeded;

    private sealed record Beat : INoSerializationVerificationNeeded
    {
        public static readonly Beat Instance = new();
    }
}
