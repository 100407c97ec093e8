using System.Diagnostics;
using Akka.Actor;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Telemetry;

namespace Fard.Actors.NodeManagement;

/// <summary>What the node manager measures and traces: each job from its submission to its placement and to its end, and what it has now.</summary>
internal sealed class JobTelemetry(ITimeProvider clock)
{
    private readonly Dictionary<JobId, Submission> _jobs = [];
    private readonly HeadGauges _gauges = HeadGauges.Start();

    /// <summary>A job is taken.</summary>
    /// <returns>The request; where the client does not trace it, with the node manager's span as the top of the trace.</returns>
    public SubmitJob Submitted(SubmitJob request)
    {
        var span = FardTracing.Start("fard.job.queue", ActivityKind.Consumer, request.TraceParent)
            ?.SetTag(TelemetryTags.Job, $"{request.Job}").SetTag(TelemetryTags.Application, request.Application).SetTag(TelemetryTags.Images, request.ImageCount);
        _jobs[request.Job] = new Submission(request.Application, clock.MonotonicClock, span);
        return span is null || request.TraceParent is not null ? request : request with { TraceParent = span.Id };
    }

    /// <summary>The job has its boards.</summary>
    public void Placed(JobId job, IEnumerable<string> boards)
    {
        if (!_jobs.TryGetValue(job, out var submission)) return;
        JobMetrics.Placed(submission.Application, clock.MonotonicClock - submission.At);
        submission.Span?.SetTag(TelemetryTags.Boards, string.Join(", ", boards));
        submission.Span.End();
    }

    /// <summary>The job is over. One that another node manager took is not measured: nobody knows when it was submitted.</summary>
    /// <param name="failure">Why; null: the client has every result.</param>
    public void Ended(JobId job, JobFailure? failure, string reason = "")
    {
        if (!_jobs.Remove(job, out var submission)) return;
        JobMetrics.Ended(submission.Application, failure, clock.MonotonicClock - submission.At);
        if (submission.Span is not { IsStopped: false } waiting) return;
        if (failure is { } why) waiting.Fail(TelemetryTags.Of(why), reason);
        waiting.End();
    }

    /// <summary>What there is now.</summary>
    public void Set(int queued, int running, IReadOnlyCollection<BoardState> boards)
    {
        if (!HeadGauges.AreCollected) return;
        var (free, leased, unhealthy, unavailable) = (0, 0, 0, 0);
        foreach (var board in boards)
        {
            for (var fpga = 0; fpga < board.Info.Fpgas.Length; fpga++)
            {
                if (!board.Stays) unavailable++;
                else if (board.Info.Fpgas[fpga].Fault.Length > 0) unhealthy++;
                else if (board.IsFree(fpga)) free++;
                else leased++;
            }
        }

        _gauges.Set(queued, running, new FpgaCounts(free, leased, unhealthy, unavailable));
    }

    /// <summary>The node manager stops; its jobs go on with another.</summary>
    public void Stop()
    {
        foreach (var job in _jobs.Values) job.Span.End();
        _gauges.Stop();
    }

    private sealed record Submission(string Application, TimeSpan At, Activity? Span);
}
