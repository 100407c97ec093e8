using Akka.Actor;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Actors.Observation;
using Fard.Actors.Telemetry;

namespace Fard.Actors.Boards;

/// <summary>What the node manager is told of the FPGAs' work, while something of it changes.</summary>
internal sealed partial class BoardAgent
{
    private readonly DeviceCounters[] _counters;
    private BoardActivity? _reported;

    private void ReceiveActivity() => Receive<ReportActivity>(_ => Report());

    private void CountDevices()
    {
        foreach (var (index, counters) in _counters.Index()) ActivityRegistry.Process.Add(_setup.Name, index, counters);
    }

    private void ForgetDevices()
    {
        foreach (var counters in _counters) ActivityRegistry.Process.Remove(counters);
    }

    private void Report()
    {
        if (_registeredWith is null) return;
        var activity = new BoardActivity(_setup.Name, _settings.Time.GetUtcNow(), [.. _counters.Select(Describe)]);
        if (_reported is { } last && last.Fpgas.SequenceEqual(activity.Fpgas)) return;
        _reported = activity;
        _nodeManager.Tell(new BoardReport(activity));
    }

    private FpgaActivity Describe(DeviceCounters counters, int index) =>
        new(index, counters.Images, counters.Runs, counters.Busy, counters.Loads, counters.Loading, counters.Failures, counters.QueuedChunks)
        {
            Utilisation = _loaded[index].Length == 0 ? ResourceShares.None : ResourceShares.Of(_setup.Accelerators[index].Loaded, _setup.BoardType),
        };

    private sealed record ReportActivity : INoSerializationVerificationNeeded
    {
        public static readonly ReportActivity Instance = new();
    }
}
