using Akka.Actor;
using Akka.Event;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Devices;

/// <summary>
/// One FPGA: owns its accelerator, loads bitstreams one after the other and lets one job at a time run on it. A bitstream that is loaded already is not
/// loaded again.
/// </summary>
internal sealed class DeviceActor : ReceiveActor
{
    private readonly int _index;
    private readonly string _boardType;
    private readonly IAccelerator _accelerator;
    private readonly IBitstreamSource _bitstreams;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LinkedList<(IActorRef Job, LoadBitstream Request)> _waiting = new();
    private IActorRef? _holder;
    private bool _loading;
    private bool _released;
    private string _loaded = "";

    public DeviceActor(int index, string boardType, IAccelerator accelerator, IBitstreamSource bitstreams)
    {
        _index = index;
        _boardType = boardType;
        _accelerator = accelerator;
        _bitstreams = bitstreams;
        Receive<LoadBitstream>(message =>
        {
            _waiting.AddLast((Sender, message));
            Serve();
        });
        Receive<Loaded>(OnLoaded);
        Receive<ReleaseDevice>(OnRelease);
    }

    public static Props Props(int index, string boardType, IAccelerator accelerator, IBitstreamSource bitstreams) =>
        Akka.Actor.Props.Create(() => new DeviceActor(index, boardType, accelerator, bitstreams));

    private void Serve()
    {
        if (_holder is not null || _waiting.First is not { Value: var (job, request) }) return;
        _waiting.RemoveFirst();
        _holder = job;
        if (_loaded == request.Bitstream && _accelerator.Loaded is { } package && package.Layers == request.Layers && package.Network.Name == request.Network)
        {
            job.Tell(new DeviceReady(_accelerator, Reloaded: false));
            return;
        }

        _loading = true;
        var (accelerator, bitstreams, board) = (_accelerator, _bitstreams, _boardType);
        Task.Run(() => LoadAsync(accelerator, bitstreams, request, board))
            .PipeTo(Self, success: () => new Loaded(request, null), failure: exception => new Loaded(request, exception));
    }

    private static async Task LoadAsync(IAccelerator accelerator, IBitstreamSource bitstreams, LoadBitstream request, string board)
    {
        var package = bitstreams.Load(request.Bitstream, board);
        if (package.Network.Name != request.Network || package.Layers != request.Layers)
        {
            throw new AcceleratorException(
                $"Bitstream package {request.Bitstream} computes layers {package.Layers} of {package.Network.Name}; the position needs layers {request.Layers} of {request.Network}.");
        }

        await accelerator.LoadAsync(package, CancellationToken.None);
    }

    private void OnLoaded(Loaded message)
    {
        _loading = false;
        var holder = _holder!;
        SetLoaded(message.Failure is null ? message.Request.Bitstream : "");
        if (message.Failure is { } failure)
        {
            _log.Error(failure, "FPGA {0} could not load bitstream {1}.", _index, message.Request.Bitstream);
            holder.Tell(new DeviceRefused($"FPGA {_index} could not load bitstream {message.Request.Bitstream}: {failure.Message}"));
        }
        else
        {
            _log.Info("FPGA {0} has loaded bitstream {1}.", _index, message.Request.Bitstream);
            holder.Tell(new DeviceReady(_accelerator, Reloaded: true));
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
        Serve();
    }

    private void SetLoaded(string reference)
    {
        if (_loaded == reference) return;
        _loaded = reference;
        Context.Parent.Tell(new DeviceLoaded(_index, reference));
    }

    private sealed record Loaded(LoadBitstream Request, Exception? Failure) : INoSerializationVerificationNeeded;
}
