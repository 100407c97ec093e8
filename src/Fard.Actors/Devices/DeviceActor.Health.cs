using Akka.Actor;
using Akka.Event;

namespace Fard.Actors.Devices;

/// <summary>What happens when the device fails: its position ends, nobody else gets it, and it is probed until it works again.</summary>
internal sealed partial class DeviceActor
{
    private string _fault = "";
    private LoadBitstream? _last;
    private TimeSpan _probeIn;

    private void ReceiveHealth()
    {
        Receive<DeviceFault>(message => OnFault(message.Reason));
        Receive<Stuck>(OnStuck);
        Receive<Probe>(_ => OnProbe());
        Receive<Probed>(OnProbed);
    }

    private void OnFault(string reason)
    {
        if (_fault.Length > 0) return;
        _fault = reason;
        _probeIn = _settings.ProbeInterval;
        _log.Error("FPGA {0} is unhealthy and gets no job until it works again: {1}", _index, reason);
        SetLoaded("");
        Context.Parent.Tell(new DeviceHealth(_index, reason));
        foreach (var (job, _) in _waiting) job.Tell(new DeviceRefused($"FPGA {_index} is unhealthy: {reason}"));
        _waiting.Clear();
        if (_holder is { } holder) Timers.StartSingleTimer(nameof(Stuck), new Stuck(holder), _settings.CutGrace);
        else ProbeLater();
    }

    // The position cannot end, because a run of it does not: it is given up, and the device stays its own until the run has ended.
    private void OnStuck(Stuck message)
    {
        if (!Equals(_holder, message.Holder) || _loading) return;
        Context.Parent.Tell(new DeviceStuck(_index, message.Holder, $"FPGA {_index} does not answer: {_fault}"));
    }

    private void ProbeLater()
    {
        Timers.Cancel(nameof(Stuck));
        Timers.StartSingleTimer(nameof(Probe), Probe.Instance, _probeIn);
        _probeIn = TimeSpan.FromTicks(Math.Min(2 * _probeIn.Ticks, _settings.ProbeIntervalMax.Ticks));
    }

    private void OnProbe()
    {
        var (accelerator, bitstreams, request, board) = (_accelerator, _bitstreams, _last, _boardType);
        Task.Run(() => ProbeAsync(accelerator, bitstreams, request, board))
            .PipeTo(Self, success: () => new Probed(null), failure: exception => new Probed(exception));
    }

    // A task that held the device loaded packages of its own: the one that it has, if it still has it, is the one to test with.
    private static async Task ProbeAsync(GuardedAccelerator accelerator, IBitstreamSource bitstreams, LoadBitstream? request, string board)
    {
        if (request is not null) await accelerator.ProbeAsync(await FindAsync(bitstreams, request, board));
        else if (accelerator.Loaded is { } package) await accelerator.ProbeAsync(package);
        else await accelerator.ResetAsync(CancellationToken.None);
    }

    private void OnProbed(Probed message)
    {
        if (message.Failure is { } failure)
        {
            _log.Warning("FPGA {0} is still unhealthy: {1}", _index, failure.Message);
            ProbeLater();
            return;
        }

        _fault = "";
        _log.Info("FPGA {0} works again.", _index);
        SetLoaded(_last?.Bitstream ?? "");
        Context.Parent.Tell(new DeviceHealth(_index, ""));
    }

    private sealed record DeviceFault(string Reason) : INoSerializationVerificationNeeded;

    private sealed record Stuck(IActorRef Holder) : INoSerializationVerificationNeeded;

    private sealed record Probe : INoSerializationVerificationNeeded
    {
        public static readonly Probe Instance = new();
    }

    private sealed record Probed(Exception? Failure) : INoSerializationVerificationNeeded;
}
