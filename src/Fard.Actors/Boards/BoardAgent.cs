using Akka.Actor;
using Akka.Event;
using Fard.Actors.DataPlane;
using Fard.Actors.Devices;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Programs;

namespace Fard.Actors.Boards;

/// <summary>
/// The runtime's hand on one board: registers it with the node manager (again whenever that moves, or the board has changed), spawns JobActors, and tells
/// the coordinator when one has stopped and its FPGA is free.
/// </summary>
internal sealed partial class BoardAgent : ReceiveActor, IWithTimers
{
    private readonly BoardSetup _setup;
    private readonly IActorRef _nodeManager;
    private readonly ChunkListener _listener;
    private readonly JobSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<(JobId Job, int Position, int Replica), HostedPosition> _positions = [];
    private readonly EndedPositions _ended = new();
    private readonly IActorRef[] _devices;
    private readonly string[] _loaded;
    private readonly string[] _faults;
    private long _spawned;

    public BoardAgent(BoardSetup setup, IActorRef nodeManager, ChunkListener listener, JobSettings settings)
    {
        _setup = setup;
        _nodeManager = nodeManager;
        _listener = listener;
        _settings = settings;
        _counters = [.. setup.Accelerators.Select(_ => new DeviceCounters(setup.Devices.Time))];
        _devices = [.. setup.Accelerators.Select((accelerator, index) =>
            Context.ActorOf(DeviceActor.Props(index, setup.BoardType, accelerator, setup.Bitstreams, setup.Devices, _counters[index]), $"fpga-{index}"))];
        _loaded = [.. setup.Accelerators.Select(_ => "")];
        _faults = [.. _loaded];
        ReceiveTasks();
        ReceiveRegistration();
        ReceiveDrain();
        ReceiveActivity();
        Receive<ConfigureJob>(OnConfigure);
        Receive<StopJob>(OnStop);
        Receive<JobActorEnded>(OnEnded);
        Receive<CoordinatorChanged>(OnCoordinatorChanged);
        Receive<DeviceLoaded>(message => _loaded[message.Fpga] = message.Loaded);
        Receive<DeviceHealth>(OnHealth);
        Receive<DeviceStuck>(OnStuck);
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BoardSetup setup, IActorRef nodeManager, ChunkListener listener, JobSettings settings) =>
        Akka.Actor.Props.Create(() => new BoardAgent(setup, nodeManager, listener, settings));

    protected override void PreStart()
    {
        Announce();
        CountDevices();
        Timers.StartPeriodicTimer(nameof(ReportActivity), ReportActivity.Instance, _settings.ReportInterval);
    }

    protected override void PostStop() => ForgetDevices();

    // A JobActor or DeviceActor that threw has lost its state; the job is told, not repaired.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnConfigure(ConfigureJob message)
    {
        if (message.Fpga >= _devices.Length)
        {
            Sender.Tell(new PositionEnded(message.Job, message.Position, JobFailure.DeviceFailed, $"Board {_setup.Name} has {_devices.Length} FPGAs, no FPGA {message.Fpga}.", Secondary: false)
            {
                Replica = message.Replica,
                Attempt = message.Attempt,
            });
            return;
        }

        if (!_positions.TryGetValue(KeyOf(message), out var running))
        {
            if (_ended.Find(message, Sender) is { } ended)
            {
                Sender.Tell(ended);
                return;
            }

            if (_closed)
            {
                RefuseLeaving(message);
                return;
            }

            // Who has the lease is right: a position whose attempt is over, and whose coordinator gave its FPGA to this job, is in the way.
            foreach (var other in _positions.Values.Where(other => other.Fpga == message.Fpga)) other.Actor.Tell(new StopIfBroken("Another job has the FPGA."));
            Spawn(message, Sender);
        }
        else if (running.Fpga == message.Fpga && (running.Coordinator.Equals(Sender) || (message.Attempt >= running.Configured.Attempt && !running.IsEnding)))
        {
            if (message.Attempt > running.Configured.Attempt) running.Configured = message;
            running.Actor.Forward(message);
        }
        else
        {
            // Another FPGA, or the job sent again while it still ends: the old position has to go first.
            running.Actor.Tell(new StopJob(message.Job, message.Position, "The job is placed anew.") { Replica = message.Replica, Attempt = int.MaxValue });
            if (_closed) RefuseLeaving(message);
            else running.Next = (message, Sender);
        }
    }

    // A position that is here may go on with another attempt: the board finishes what it has.
    private void RefuseLeaving(ConfigureJob message) =>
        Sender.Tell(new PositionEnded(message.Job, message.Position, JobFailure.BoardLost, $"Board {_setup.Name} leaves the cluster.", Secondary: false)
        {
            Replica = message.Replica,
            Attempt = message.Attempt,
        });

    private void Spawn(ConfigureJob message, IActorRef coordinator)
    {
        var device = message.Description.Program is null
            ? _devices[message.Fpga]
            : Context.ActorOf(ProgramDevice.Props(message, _setup.Tasks, _devices[message.Fpga]), $"program-{_spawned}");
        var actor = Context.ActorOf(
            JobActor.Props(message, coordinator, device, _listener, _settings, _setup.Name), $"{message.Job}-{message.Position}-{message.Replica}-{_spawned++}");
        device.Tell(new LoadBitstream(message.Description.Bitstream, message.Network, message.Description.Layers), actor);
        Context.Watch(actor);
        _positions[KeyOf(message)] = new HostedPosition(message, actor, coordinator);
    }

    private void OnStop(StopJob message)
    {
        if (_positions.TryGetValue(KeyOf(message), out var running))
        {
            running.StopAttempt = Math.Max(running.StopAttempt, message.Attempt);
            running.Actor.Forward(message);
        }
        else
        {
            Sender.Tell(new PositionEnded(message.Job, message.Position, null, "", Secondary: true) { Replica = message.Replica, Attempt = message.Attempt });
        }
    }

    private void OnEnded(JobActorEnded message)
    {
        if (_positions.TryGetValue((message.Job, message.Position, message.Replica), out var running) && running.Actor.Equals(Sender)) running.Outcome ??= message;
    }

    private void OnCoordinatorChanged(CoordinatorChanged message)
    {
        if (_positions.Values.FirstOrDefault(position => position.Actor.Equals(Sender)) is { } followed) followed.Coordinator = message.Coordinator;
    }

    private void OnHealth(DeviceHealth message)
    {
        _faults[message.Fpga] = message.Fault;
        Announce();
    }

    private void OnStuck(DeviceStuck message)
    {
        if (_positions.Values.FirstOrDefault(position => position.Actor.Equals(message.Holder)) is { } stuck) GiveUp(stuck, JobFailure.DeviceFailed, message.Reason);
    }

    // The coordinator hears of it when the actor has stopped, which does not wait for the runs under way.
    private static void GiveUp(HostedPosition position, JobFailure failure, string reason)
    {
        position.Outcome ??= new JobActorEnded(position.Configured.Job, position.Configured.Position, new PumpFailure(failure, reason))
        {
            Replica = position.Configured.Replica,
            Attempt = position.Configured.Attempt,
        };
        Context.Stop(position.Actor);
    }

    private void OnTerminated(Terminated message)
    {
        if (message.ActorRef.Equals(_registeredWith))
        {
            OnNodeManagerLost();
            return;
        }

        foreach (var (key, running) in _positions)
        {
            if (!running.Actor.Equals(message.ActorRef)) continue;
            _positions.Remove(key);
            if (running.IsOvertaken && running.Next is null) running.Next = (running.Configured, running.Coordinator);
            else SayEnded(running);
            if (running.Next is { } next) Spawn(next.Message, next.Coordinator);
            LeaveWhenDrained();
            return;
        }
    }

    private void SayEnded(HostedPosition position)
    {
        var ended = Ended(position);
        _ended.Add(ended, position.Coordinator);
        position.Coordinator.Tell(ended);
    }

    private PositionEnded Ended(HostedPosition position)
    {
        var (job, number) = (position.Configured.Job, position.Configured.Position);
        var ended = position.Outcome switch
        {
            null => new PositionEnded(job, number, JobFailure.BoardLost, $"The JobActor of position {number} on board {_setup.Name} terminated.", Secondary: false),
            { Failure: null } => new PositionEnded(job, number, null, "", Secondary: false),
            { Failure: var failure } => new PositionEnded(job, number, failure.Failure, $"Board {_setup.Name}: {failure.Reason}", failure.Secondary),
        };
        return ended with { Replica = position.Configured.Replica, Attempt = Math.Max(position.Configured.Attempt, position.StopAttempt), Record = position.Outcome?.Record };
    }

    private static (JobId Job, int Position, int Replica) KeyOf(IPositionMessage message) => (message.Job, message.Position, message.Replica);

    private sealed class HostedPosition(ConfigureJob configured, IActorRef actor, IActorRef coordinator)
    {
        public IActorRef Actor { get; } = actor;

        public IActorRef Coordinator { get; set; } = coordinator;

        public int Fpga { get; } = configured.Fpga;

        /// <summary>What it was last configured with.</summary>
        public ConfigureJob Configured { get; set; } = configured;

        /// <summary>The last attempt that was to stop.</summary>
        public int StopAttempt { get; set; }

        public JobActorEnded? Outcome { get; set; }

        public (ConfigureJob Message, IActorRef Coordinator)? Next { get; set; }

        /// <summary>Whether it was told to stop, or has said that it does.</summary>
        public bool IsEnding => StopAttempt > 0 || Outcome is not null;

        /// <summary>Whether it ended well in an attempt before the one it was last configured for, and so never heard of that.</summary>
        public bool IsOvertaken => Outcome is { Failure: null } outcome && outcome.Attempt < Configured.Attempt && StopAttempt < Configured.Attempt;
    }
}
