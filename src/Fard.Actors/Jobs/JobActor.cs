using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Jobs;

/// <summary>
/// One position of one job on its board: configured, gets the device with its bitstream (asked for by its BoardAgent), reports ready, computes from <see cref="StartJob"/> on, and stops when its last
/// chunk is out.
/// </summary>
internal sealed class JobActor : ReceiveActor, IWithTimers
{
    private readonly ConfigureJob _job;
    private readonly IActorRef _coordinator;
    private readonly IActorRef _device;
    private readonly ChunkListener _listener;
    private readonly JobSettings _settings;
    private ChunkPump? _pump;
    private Task<PumpFailure?> _pumping = Task.FromResult<PumpFailure?>(null);
    private IAccelerator? _accelerator;
    private bool _started;
    private bool _deviceFailed;

    public JobActor(ConfigureJob job, IActorRef coordinator, IActorRef device, ChunkListener listener, JobSettings settings)
    {
        _job = job;
        _coordinator = coordinator;
        _device = device;
        _listener = listener;
        _settings = settings;
        Receive<DeviceReady>(OnReady);
        Receive<DeviceRefused>(message => _pump!.Stop(new PumpFailure(JobFailure.DeviceFailed, message.Reason)));
        Receive<StartJob>(_ => OnStart());
        Receive<StopJob>(message => _pump!.Stop(new PumpFailure(JobFailure.Cancelled, message.Reason, Secondary: true)));
        Receive<StopUnlessStarted>(message => OnStopUnlessStarted(message.Reason));
        Receive<StartOverdue>(_ => _pump!.Stop(new PumpFailure(
            JobFailure.Deadline,
            $"Position {job.Position} ({job.Description.JobName}) was not started within {settings.StartTimeout.TotalSeconds:0.###} s.")));
        Receive<PumpEnded>(OnEnded);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ConfigureJob job, IActorRef coordinator, IActorRef device, ChunkListener listener, JobSettings settings) =>
        Akka.Actor.Props.Create(() => new JobActor(job, coordinator, device, listener, settings));

    protected override void PreStart()
    {
        _pump = new ChunkPump(_job, _listener, _settings.DataPlane, Progress());
        var pump = _pump;
        _pumping = Task.Run(pump.RunAsync);
        _pumping.PipeTo(Self, success: failure => new PumpEnded(failure));
        Timers.StartSingleTimer(nameof(StartOverdue), new StartOverdue(), _settings.StartTimeout);
    }

    // However this actor ends, the device is free only when no run is in flight any more.
    protected override void PostStop()
    {
        _pump?.Stop(new PumpFailure(JobFailure.BoardLost, $"The JobActor of position {_job.Position} stopped.", Secondary: true));
        var (device, self) = (_device, Self);
        _pumping.ContinueWith(
            pumping => device.Tell(new ReleaseDevice(_deviceFailed || pumping.IsFaulted || pumping.Result?.Failure == JobFailure.DeviceFailed), self),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private void OnReady(DeviceReady message)
    {
        _accelerator = message.Accelerator;
        _coordinator.Tell(new PositionReady(_job.Job, _job.Position, message.Reloaded));
    }

    private void OnStart()
    {
        if (_accelerator is null) return;
        _started = true;
        Timers.Cancel(nameof(StartOverdue));
        _pump!.Start(_accelerator);
    }

    private void OnStopUnlessStarted(string reason)
    {
        if (!_started) _pump!.Stop(new PumpFailure(JobFailure.NodeManagerLost, reason));
    }

    private void OnEnded(PumpEnded message)
    {
        _deviceFailed = message.Failure?.Failure == JobFailure.DeviceFailed;
        Context.Parent.Tell(new JobActorEnded(_job.Job, _job.Position, message.Failure));
        Context.Stop(Self);
    }

    private Action<long> Progress()
    {
        var (coordinator, self, every) = (_coordinator, Self, _settings.ProgressChunks);
        if (_job.Downstream is not null) return _ => { };
        return chunks =>
        {
            if (chunks % every == 0) coordinator.Tell(new PositionProgress(_job.Job, _job.Position, chunks), self);
        };
    }

    private sealed record PumpEnded(PumpFailure? Failure) : INoSerializationVerificationNeeded;

    private sealed record StartOverdue : INoSerializationVerificationNeeded;
}

/// <summary>BoardAgent to JobActor: who would start you is gone. A job that runs needs nobody to run on.</summary>
internal sealed record StopUnlessStarted(string Reason) : INoSerializationVerificationNeeded;

/// <summary>JobActor to its BoardAgent: about to stop.</summary>
internal sealed record JobActorEnded(JobId Job, int Position, PumpFailure? Failure) : INoSerializationVerificationNeeded;
