using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Jobs;

/// <summary>
/// One position of one job on its board: configured, gets the device with its bitstream (asked for by its BoardAgent), reports ready, computes from
/// <see cref="StartJob"/> on, and stops when its last chunk is out.
/// </summary>
/// <remarks>
/// Each attempt of the job has a pump of its own. When a data connection breaks, only the attempt is over: the actor keeps the device, says so, and waits
/// for the <see cref="ConfigureJob"/> of the next.
/// </remarks>
internal sealed partial class JobActor : ReceiveActor, IWithTimers
{
    private readonly IActorRef _device;
    private readonly ChunkListener _listener;
    private readonly JobSettings _settings;
    private readonly string _board;
    private volatile IActorRef _coordinator;
    private ConfigureJob _job;
    private ChunkPump? _pump;
    private Task<PumpFailure?> _pumping = Task.FromResult<PumpFailure?>(null);
    private Task _earlier = Task.CompletedTask;
    private DeviceReady? _held;
    private bool _asked = true;
    private bool _isDrained = true;
    private bool _isReady;
    private bool _started;
    private PumpFailure? _broken;
    private bool _deviceFailed;

    public JobActor(ConfigureJob job, IActorRef coordinator, IActorRef device, ChunkListener listener, JobSettings settings, string board)
    {
        _board = board;
        _job = job;
        _coordinator = coordinator;
        _device = device;
        _listener = listener;
        _settings = settings;
        ReceiveReports();
        Receive<DeviceReady>(OnDevice);
        Receive<DeviceRefused>(message => _pump!.Stop(new PumpFailure(JobFailure.DeviceFailed, message.Reason)));
        Receive<ConfigureJob>(OnConfigure);
        Receive<Drained>(OnDrained);
        Receive<Released>(_ => _held = null);
        Receive<StartJob>(OnStart);
        Receive<StopJob>(message => StopIf(message.Attempt >= _job.Attempt, JobFailure.Cancelled, message.Reason));
        Receive<StopUnlessStarted>(message => StopIf(!_started, JobFailure.NodeManagerLost, message.Reason));
        Receive<StopIfBroken>(message => StopIf(_broken is not null, JobFailure.Cancelled, message.Reason));
        Receive<StartOverdue>(_ => Stop(new PumpFailure(
            JobFailure.Deadline,
            $"Position {_job.Position} ({_job.Description.JobName}) was not started within {settings.StartTimeout.TotalSeconds:0.###} s.")));
        Receive<PumpEnded>(OnEnded, message => message.Attempt == _job.Attempt);
        Receive<PumpEnded>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="board">Name of the board.</param>
    public static Props Props(ConfigureJob job, IActorRef coordinator, IActorRef device, ChunkListener listener, JobSettings settings, string board) =>
        Akka.Actor.Props.Create(() => new JobActor(job, coordinator, device, listener, settings, board));

    protected override void PreStart() => Pump();

    // However this actor ends, the device is free only when no run is in flight any more.
    protected override void PostStop()
    {
        _pump?.Stop(new PumpFailure(JobFailure.BoardLost, $"The JobActor of position {_job.Position} stopped.", Secondary: true));
        EndAttempt(new PumpFailure(JobFailure.BoardLost, "The JobActor stopped."));
        var (device, self, pumping) = (_device, Self, _pumping);
        Task.WhenAll(pumping, _earlier).ContinueWith(
            _ => device.Tell(new ReleaseDevice(_deviceFailed || pumping.IsFaulted || pumping.Result?.Failure == JobFailure.DeviceFailed), self),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void Pump()
    {
        var attempt = _job.Attempt;
        BeginReports();
        BeginAttempt();
        var pump = _pump = new ChunkPump(_job, _listener, _settings.DataPlane, Progress(), Release(_job), _counters);
        _pumping = Task.Run(pump.RunAsync);
        _pumping.PipeTo(
            Self,
            success: failure => new PumpEnded(attempt, failure),
            failure: exception => new PumpEnded(attempt, new PumpFailure(JobFailure.DeviceFailed, $"Position {_job.Position} failed: {exception}")));
        Timers.StartSingleTimer(nameof(StartOverdue), StartOverdue.Instance, _settings.StartTimeout);
    }

    // What the pump of the attempt before still has is dropped: the client feeds again what it has no results of.
    private void OnConfigure(ConfigureJob message)
    {
        if (message.Attempt >= _job.Attempt) Follow(Sender);
        if (message.Attempt == _job.Attempt) SayAgain();
        if (message.Attempt <= _job.Attempt) return;
        _earlier = Task.WhenAll(_earlier, _pump!.Drained);
        var over = new PumpFailure(JobFailure.Cancelled, $"Attempt {message.Attempt} of the job begins.", Secondary: true);
        _pump.Stop(over);
        EndAttempt(over);
        _job = message;
        _held = _held is null ? null : _held with { Reloaded = false };
        (_isDrained, _isReady, _started, _broken) = (false, false, false, null);
        Pump();
        var attempt = message.Attempt;
        _earlier.PipeTo(Self, success: () => new Drained(attempt));
    }

    // Who configures in the coordinator's name may be gone when it is needed; the coordinator itself may be another after the first was lost.
    private void Follow(IActorRef coordinator)
    {
        if (coordinator.Equals(_coordinator)) return;
        _coordinator = coordinator;
        Context.Parent.Tell(new CoordinatorChanged(coordinator));
    }

    private void OnDevice(DeviceReady message)
    {
        _held = message;
        _asked = false;
        TryReady();
    }

    private void OnDrained(Drained message)
    {
        if (message.Attempt != _job.Attempt) return;
        _isDrained = true;
        if (_held is null && !_asked)
        {
            // The last chunk of an earlier attempt was out, and the FPGA had been given back.
            _asked = true;
            _device.Tell(new LoadBitstream(_job.Description.Bitstream, _job.Network, _job.Description.Layers));
        }

        TryReady();
    }

    private void TryReady()
    {
        if (!_isDrained || _held is null || _isReady || _broken is not null) return;
        _isReady = true;
        _timeline.Begin(PositionStep.Ready, Now);
        SayReady();
    }

    // The coordinator asks what it may have missed.
    private void SayAgain()
    {
        if (_broken is { } failure) SayBroken(failure);
        else if (_isReady) SayReady();
    }

    private void SayBroken(PumpFailure failure) => _coordinator.Tell(
        new PositionBroken(_job.Job, _job.Position, failure.Failure, failure.Reason, failure.Secondary) { Replica = _job.Replica, Attempt = _job.Attempt });

    private void SayReady() =>
        _coordinator.Tell(new PositionReady(_job.Job, _job.Position, _held?.Reloaded ?? false) { Replica = _job.Replica, Attempt = _job.Attempt });

    private void OnStart(StartJob message)
    {
        if (message.Attempt != _job.Attempt || !_isReady || _started || _held is null) return;
        _started = true;
        _traceParent = message.TraceParent ?? _traceParent;
        Follow(Sender);
        Timers.Cancel(nameof(StartOverdue));
        _timeline.Begin(PositionStep.Computing, Now);
        if (_held.Counters is { } device) _counters.Begin(device);
        _pump!.Start(_held.Accelerator);
    }

    private void StopIf(bool condition, JobFailure failure, string reason)
    {
        if (condition) Stop(new PumpFailure(failure, reason, Secondary: failure == JobFailure.Cancelled));
    }

    // Where the attempt is over already there is no pump left to stop.
    private void Stop(PumpFailure failure)
    {
        if (_broken is not null) End(failure);
        else _pump!.Stop(failure);
    }

    private void OnEnded(PumpEnded message)
    {
        if (message.Failure is not { Recoverable: true } failure)
        {
            End(message.Failure);
            return;
        }

        (_broken, _isReady, _started) = (failure, false, false);
        EndAttempt(failure);
        SayBroken(failure);
        Timers.StartSingleTimer(nameof(StartOverdue), StartOverdue.Instance, _settings.StartTimeout);
    }

    private void End(PumpFailure? failure)
    {
        _deviceFailed = failure?.Failure == JobFailure.DeviceFailed;
        Context.Parent.Tell(new JobActorEnded(_job.Job, _job.Position, failure) { Replica = _job.Replica, Attempt = _job.Attempt, Record = DescribeEnd() });
        EndAttempt(failure);
        Context.Stop(Self);
    }

    private Action<long> Progress()
    {
        var (self, every, job) = (Self, _settings.ProgressChunks, _job);
        if (!job.Downstream.IsEmpty) return _ => { };
        return chunks =>
        {
            if (chunks % every == 0) _coordinator.Tell(new PositionProgress(job.Job, job.Position, chunks), self);
        };
    }

    // Straight from the pump: the next job may have the FPGA while this one waits to hear that its last chunk has arrived.
    private Action Release(ConfigureJob job)
    {
        var (device, self) = (_device, Self);
        return () =>
        {
            device.Tell(new ReleaseDevice(Failed: false), self);
            self.Tell(Released.Instance);
            _coordinator.Tell(new FpgaReleased(job.Job, job.Position) { Replica = job.Replica, Attempt = job.Attempt }, self);
        };
    }

    private sealed record PumpEnded(int Attempt, PumpFailure? Failure) : INoSerializationVerificationNeeded;

    private sealed record Drained(int Attempt) : INoSerializationVerificationNeeded;

    private sealed record Released : INoSerializationVerificationNeeded
    {
        public static readonly Released Instance = new();
    }

    private sealed record StartOverdue : INoSerializationVerificationNeeded
    {
        public static readonly StartOverdue Instance = new();
    }
}

/// <summary>BoardAgent to JobActor: who would start you is gone. A job that runs needs nobody to run on.</summary>
internal sealed record StopUnlessStarted(string Reason) : INoSerializationVerificationNeeded;

/// <summary>BoardAgent to JobActor: another job has the lease of your FPGA. One that runs has a lease of its own and hears nothing.</summary>
internal sealed record StopIfBroken(string Reason) : INoSerializationVerificationNeeded;

/// <summary>JobActor to its BoardAgent: who coordinates it from now on.</summary>
internal sealed record CoordinatorChanged(IActorRef Coordinator) : INoSerializationVerificationNeeded;

/// <summary>JobActor to its BoardAgent: about to stop.</summary>
internal sealed record JobActorEnded(JobId Job, int Position, PumpFailure? Failure) : INoSerializationVerificationNeeded
{
    public int Replica { get; init; }

    public int Attempt { get; init; } = 1;

    /// <summary>What it did; null: it said nothing any more.</summary>
    public PositionRecord? Record { get; init; }
}
