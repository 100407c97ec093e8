using System.Diagnostics;
using Fard.Actors.Observation;
using Fard.Actors.Telemetry;

namespace Fard.Actors.Jobs;

/// <summary>
/// The position's counters among those of the process, and its spans. The spans are made when an attempt is over, from its timeline: until then they cost
/// nothing, and the coordinator's span, which the start names, is known.
/// </summary>
internal sealed partial class JobActor
{
    private string? _traceParent;
    private bool _isCounted;

    private void BeginAttempt()
    {
        _traceParent = _job.TraceParent;
        _isCounted = true;
        ActivityRegistry.Process.Add(new PositionKey(_board, _job.Fpga, _job.Application, _job.Position), _counters);
    }

    private void EndAttempt(PumpFailure? failure)
    {
        if (!_isCounted) return;
        _isCounted = false;
        ActivityRegistry.Process.Remove(_counters);
        if (!FardTelemetry.Source.HasListeners()) return;
        var steps = DescribeEnd().Timeline;
        using var span = FardTracing.Start("fard.position", ActivityKind.Consumer, _traceParent, steps[0].Begin);
        if (span is null) return;
        Describe(span);
        foreach (var step in steps) FardTracing.Start(NameOf(step.Step), ActivityKind.Internal, span.Id, step.Begin).End(step.End ?? step.Begin);
        if (failure is not null) span.Fail(TelemetryTags.Of(failure.Failure), failure.Reason);
        span.End(steps[^1].End ?? Now);
    }

    private void Describe(Activity span) => span
        .SetTag(TelemetryTags.Job, $"{_job.Job}")
        .SetTag(TelemetryTags.Application, _job.Application)
        .SetTag(TelemetryTags.Position, _job.Position)
        .SetTag(TelemetryTags.PositionName, _job.Description.JobName)
        .SetTag(TelemetryTags.Replica, _job.Replica)
        .SetTag(TelemetryTags.Attempt, _job.Attempt)
        .SetTag(TelemetryTags.Board, _board)
        .SetTag(TelemetryTags.Fpga, _job.Fpga)
        .SetTag(TelemetryTags.Bitstream, _job.Description.Bitstream)
        .SetTag("fard.position.chunks", _counters.ChunksOfAttempt)
        .SetTag("fard.position.computing", _counters.Computing.TotalSeconds)
        .SetTag("fard.position.starved", _counters.Starved.TotalSeconds)
        .SetTag("fard.position.blocked", _counters.Blocked.TotalSeconds);

    private static string NameOf(PositionStep step) => step switch
    {
        PositionStep.Configuring => "fard.position.configure",
        PositionStep.LoadingBitstream => "fard.position.load",
        PositionStep.Ready => "fard.position.ready",
        PositionStep.Computing => "fard.position.compute",
        PositionStep.Transferring => "fard.position.transfer",
        _ => "fard.position.step",
    };
}
