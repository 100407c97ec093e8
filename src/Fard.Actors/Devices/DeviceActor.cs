using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Event;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Devices;

/// <summary>
/// One FPGA: owns its accelerator, loads bitstreams one after the other and lets one job at a time run on it. A bitstream that is loaded already is not
/// loaded again. A device that fails is unhealthy until a probe finds that it works again; nobody gets it meanwhile.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "PostStop is an actor's way to dispose.")]
internal sealed partial class DeviceActor : ReceiveActor, IWithTimers
{
    private readonly int _index;
    private readonly string _boardType;
    private readonly GuardedAccelerator _accelerator;
    private readonly IBitstreamSource _bitstreams;
    private readonly DeviceSettings _settings;
    private readonly DeviceCounters _counters;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LinkedList<(IActorRef Job, LoadBitstream? Request)> _waiting = new();
    private IActorRef? _holder;
    private bool _loading;
    private long _loadBegan;
    private bool _released;
    private string _loaded = "";

    public DeviceActor(int index, string boardType, IAccelerator accelerator, IBitstreamSource bitstreams, DeviceSettings settings, DeviceCounters counters)
    {
        _index = index;
        _boardType = boardType;
        _bitstreams = bitstreams;
        _settings = settings;
        _counters = counters;
        var (self, log) = (Self, _log);
        _accelerator = new GuardedAccelerator(
            accelerator, settings, reason => self.Tell(new DeviceFault(reason)), text => log.Warning("FPGA {0}: {1}", index, text), counters);
        Receive<LoadBitstream>(OnAsked);
        Receive<HoldDevice>(_ => OnAsked(null));
        Receive<Loaded>(OnLoaded);
        Receive<ReleaseDevice>(OnRelease);
        ReceiveHealth();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="counters">Counts what the FPGA does; null: nobody asks.</param>
    public static Props Props(int index, string boardType, IAccelerator accelerator, IBitstreamSource bitstreams, DeviceSettings settings, DeviceCounters? counters = null)
    {
        var counted = counters ?? new DeviceCounters(settings.Time);
        return Akka.Actor.Props.Create(() => new DeviceActor(index, boardType, accelerator, bitstreams, settings, counted));
    }

    protected override void PostStop() => _accelerator.StopWatching();

    private void OnAsked(LoadBitstream? message)
    {
        if (_fault.Length > 0)
        {
            Sender.Tell(new DeviceRefused($"FPGA {_index} is unhealthy: {_fault}"));
            return;
        }

        _waiting.AddLast((Sender, message));
        Serve();
    }

    private void Serve()
    {
        if (_holder is not null || _waiting.First is not { Value: var (job, request) }) return;
        _waiting.RemoveFirst();
        _holder = job;
        if (request is null)
        {
            // A task loads by itself what it needs; what it leaves behind is loaded over.
            job.Tell(new DeviceReady(_accelerator, Reloaded: false));
            return;
        }

        _last = request;
        if (_loaded == request.Bitstream && _accelerator.Loaded is { } package && package.IsOf(request.Network, request.Layers))
        {
            job.Tell(new DeviceReady(_accelerator, Reloaded: false, _counters));
            return;
        }

        _loading = true;
        _loadBegan = _settings.Time.GetTimestamp();
        job.Tell(DeviceLoading.Instance);
        var (accelerator, bitstreams, board, reset) = (_accelerator, _bitstreams, _boardType, _loaded.Length == 0);
        Task.Run(() => LoadAsync(accelerator, bitstreams, request, board, reset))
            .PipeTo(Self, success: () => new Loaded(request, null), failure: exception => new Loaded(request, exception));
    }

    private static async Task LoadAsync(GuardedAccelerator accelerator, IBitstreamSource bitstreams, LoadBitstream request, string board, bool reset)
    {
        var package = await FindAsync(bitstreams, request, board);
        if (reset) await accelerator.ResetAsync(CancellationToken.None);
        await accelerator.LoadAsync(package, CancellationToken.None);
    }

    private static async Task<BitstreamPackage> FindAsync(IBitstreamSource bitstreams, LoadBitstream request, string board)
    {
        var package = await bitstreams.LoadAsync(request.Bitstream, board, CancellationToken.None);
        return package.IsOf(request.Network, request.Layers)
            ? package
            : throw new BitstreamPackageException(
                request.Bitstream,
                $"it computes {package.Computes}; the position needs layers {request.Layers} of {request.Network}.");
    }

    private void OnLoaded(Loaded message)
    {
        _loading = false;
        _counters.LoadEnded(_loadBegan, message.Failure is null);
        var holder = _holder!;
        SetLoaded(message.Failure is null ? message.Request.Bitstream : "");
        if (message.Failure is { } failure)
        {
            _log.Error(failure, "FPGA {0} could not load bitstream {1}.", _index, message.Request.Bitstream);
            _counters.Failed();
            var reason = $"FPGA {_index} could not load bitstream {message.Request.Bitstream}: {failure.Message}";
            holder.Tell(new DeviceRefused(reason));
            // A package that is missing or damaged is not the device's fault.
            if (failure is AcceleratorException) OnFault(reason);
        }
        else
        {
            _log.Info("FPGA {0} has loaded bitstream {1}.", _index, message.Request.Bitstream);
            holder.Tell(new DeviceReady(_accelerator, Reloaded: true, _counters));
        }

        if (!_released) return;
        Free();
    }

    private void OnRelease(ReleaseDevice message)
    {
        if (!Equals(Sender, _holder))
        {
            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                if (!node.Value.Job.Equals(Sender)) continue;
                _waiting.Remove(node);
                return;
            }

            return;
        }

        if (message.Failed) SetLoaded("");
        // A load cannot be called off halfway: the FPGA is free once it has ended.
        if (_loading) _released = true;
        else Free();
    }

    private void Free()
    {
        _holder = null;
        _released = false;
        if (_fault.Length > 0) ProbeLater();
        else Serve();
    }

    private void SetLoaded(string reference)
    {
        if (_loaded == reference) return;
        _loaded = reference;
        Context.Parent.Tell(new DeviceLoaded(_index, reference));
    }

    private sealed record Loaded(LoadBitstream Request, Exception? Failure) : INoSerializationVerificationNeeded;
}
