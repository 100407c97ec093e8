using Akka.Actor;
using Fard.Actors.Devices;
using Fard.Actors.Messages;
using Fard.Actors.Observation;

namespace Fard.Actors.Jobs;

/// <summary>What the position says of itself while it runs: its timeline and its counters, at most once in a report interval.</summary>
internal sealed partial class JobActor
{
    private PositionCounters _counters = null!;
    private PositionTimeline _timeline = null!;

    private DateTimeOffset Now => _settings.Time.GetUtcNow();

    private void ReceiveReports()
    {
        Receive<DeviceLoading>(_ => _timeline.Begin(PositionStep.LoadingBitstream, Now));
        Receive<ReportDue>(_ =>
        {
            _coordinator.Tell(new PositionReport(_job.Job, _job.Attempt, Describe()));
            Timers.StartSingleTimer(nameof(ReportDue), ReportDue.Instance, _settings.ReportInterval);
        });
    }

    private void BeginReports()
    {
        _counters = new PositionCounters(_settings.Time);
        _timeline = new PositionTimeline();
        _timeline.Begin(PositionStep.Configuring, Now);
        Timers.StartSingleTimer(nameof(ReportDue), ReportDue.Instance, _settings.ReportInterval);
    }

    private PositionRecord Describe()
    {
        _timeline.Computed(_counters.LastComputed);
        var share = DataPlane.ChunkLink.ShareOf(_job.Replica, _job.Peers);
        return new PositionRecord(_job.Position, _job.Replica, _job.Description.JobName, "", _counters.ChunksForwarded, share.CountBefore(_job.Input.ChunkCount))
        {
            Timeline = _timeline.Spans,
            Computing = _counters.Computing,
            Starved = _counters.Starved,
            Blocked = _counters.Blocked,
        };
    }

    private PositionRecord DescribeEnd()
    {
        _timeline.Computed(_counters.LastComputed);
        _timeline.End(Now);
        return Describe();
    }

    private sealed record ReportDue : INoSerializationVerificationNeeded
    {
        public static readonly ReportDue Instance = new();
    }
}
