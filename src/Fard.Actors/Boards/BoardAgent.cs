using Akka.Actor;
using Akka.Event;
using Fard.Actors.DataPlane;
using Fard.Actors.Devices;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

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
    private readonly Dictionary<(JobId Job, int Position), HostedPosition> _positions = [];
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
        _devices = [.. setup.Accelerators.Select((accelerator, index) =>
            Context.ActorOf(DeviceActor.Props(index, setup.BoardType, accelerator, setup.Bitstreams, setup.Devices), $"fpga-{index}"))];
        _loaded = [.. setup.Accelerators.Select(_ => "")];
        _faults = [.. _loaded];
        ReceiveRegistration();
        ReceiveDrain();
        Receive<ConfigureJob>(OnConfigure);
        Receive<StopJob>(OnStop);
        Receive<JobActorEnded>(OnEnded);
        Receive<DeviceLoaded>(message => _loaded[message.Fpga] = message.Loaded);
        Receive<DeviceHealth>(OnHealth);
        Receive<DeviceStuck>(OnStuck);
        Receive<Terminated>(OnTerminated);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BoardSetup setup, IActorRef nodeManager, ChunkListener listener, JobSettings settings) =>
        Akka.Actor.Props.Create(() => new BoardAgent(setup, nodeManager, listener, settings));

    protected override void PreStart() => Announce();

    // A JobActor or DeviceActor that threw has lost its state; the job is told, not repaired.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void OnConfigure(ConfigureJob message)
    {
        var key = (message.Job, message.Position);
        if (message.Fpga >= _devices.Length)
        {
            Sender.Tell(new PositionEnded(message.Job, message.Position, JobFailure.DeviceFailed, $"Board {_setup.Name} has {_devices.Length} FPGAs, no FPGA {message.Fpga}.", Secondary: false));
            return;
        }

        if (_closed)
        {
            Sender.Tell(new PositionEnded(message.Job, message.Position, JobFailure.BoardLost, $"Board {_setup.Name} leaves the cluster.", Secondary: false));
            return;
        }

        if (_positions.TryGetValue(key, out var running))
        {
            // Another coordinator, after the node manager was lost, places the job anew: the old position has to go first.
            if (running.Coordinator.Equals(Sender)) return;
            running.Actor.Tell(new StopJob(message.Job, message.Position, "The job is placed anew."));
            running.Next = (message, Sender);
            return;
        }

        Spawn(message, Sender);
    }

    private void Spawn(ConfigureJob message, IActorRef coordinator)
    {
        var actor = Context.ActorOf(
            JobActor.Props(message, coordinator, _devices[message.Fpga], _listener, _settings), $"{message.Job}-{message.Position}-{_spawned++}");
        _devices[message.Fpga].Tell(new LoadBitstream(message.Description.Bitstream, message.Network, message.Description.Layers), actor);
        Context.Watch(actor);
        _positions[(message.Job, message.Position)] = new HostedPosition(message, actor, coordinator);
    }

    private void OnStop(StopJob message)
    {
        if (_positions.TryGetValue((message.Job, message.Position), out var running)) running.Actor.Forward(message);
        else Sender.Tell(new PositionEnded(message.Job, message.Position, null, "", Secondary: true));
    }

    private void OnEnded(JobActorEnded message)
    {
        if (_positions.TryGetValue((message.Job, message.Position), out var running) && running.Actor.Equals(Sender)) running.Outcome ??= message;
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
        position.Outcome ??= new JobActorEnded(position.Configured.Job, position.Configured.Position, new PumpFailure(failure, reason));
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
            running.Coordinator.Tell(Ended(key.Job, key.Position, running.Outcome));
            if (running.Next is { } next) Spawn(next.Message, next.Coordinator);
            LeaveWhenDrained();
            return;
        }
    }

    private PositionEnded Ended(JobId job, int position, JobActorEnded? outcome) => outcome switch
    {
        null => new PositionEnded(job, position, JobFailure.BoardLost, $"The JobActor of position {position} on board {_setup.Name} terminated.", Secondary: false),
        { Failure: null } => new PositionEnded(job, position, null, "", Secondary: false),
        { Failure: var failure } => new PositionEnded(job, position, failure.Failure, $"Board {_setup.Name}: {failure.Reason}", failure.Secondary),
    };

    private sealed class HostedPosition(ConfigureJob configured, IActorRef actor, IActorRef coordinator)
    {
        public ConfigureJob Configured { get; } = configured;

        public IActorRef Actor { get; } = actor;

        public IActorRef Coordinator { get; } = coordinator;

        public JobActorEnded? Outcome { get; set; }

        public (ConfigureJob Message, IActorRef Coordinator)? Next { get; set; }
    }
}
