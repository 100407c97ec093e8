using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.Telemetry;

namespace Fard.Client;

/// <summary>What the client measures and traces of one job, from the call to its end.</summary>
internal sealed class JobTelemetry : IDisposable
{
    private static readonly Histogram<double> Duration = FardTelemetry.Meter.CreateHistogram(
        "fard.client.job.duration",
        "s",
        "Time from the call to the job's last result at the client, or to the news that there is none.",
        null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = JobMetrics.Seconds });

    private static readonly Counter<long> Submitted = FardTelemetry.Meter.CreateCounter<long>("fard.client.jobs", "{job}", "Jobs that clients submitted.");

    private static readonly Counter<long> Images = FardTelemetry.Meter.CreateCounter<long>("fard.client.images", "{image}", "Images of jobs whose results clients have.");

    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly string _application;
    private readonly int _images;
    private readonly Activity? _span;
    private JobFailure? _failure = JobFailure.Cancelled;
    private string _reason = "The caller gave the job up.";

    private JobTelemetry(JobId job, string application, int images)
    {
        (_application, _images) = (application, images);
        Submitted.Add(1, new KeyValuePair<string, object?>(TelemetryTags.Application, application));
        // Below the caller's span where there is one: a gateway's request, for example.
        _span = FardTracing.Start("fard.job", ActivityKind.Producer, Activity.Current?.Id)
            ?.SetTag(TelemetryTags.Job, $"{job}").SetTag(TelemetryTags.Application, application).SetTag(TelemetryTags.Images, images);
    }

    /// <summary>The client's span, for messages; null: nobody traces.</summary>
    public string? TraceParent => _span?.Id;

    public static JobTelemetry Begin(JobId job, string application, int images) => new(job, application, images);

    /// <summary>The job has its boards.</summary>
    public void Placed() => _span?.AddEvent(new ActivityEvent("placed"));

    /// <summary>Every result is there.</summary>
    public void Done() => _failure = null;

    /// <summary>There is no result, or no more.</summary>
    public void Failed(JobFailed failure) => (_failure, _reason) = (failure.Failure, failure.Reason);

    public void Dispose()
    {
        var application = new KeyValuePair<string, object?>(TelemetryTags.Application, _application);
        var seconds = Stopwatch.GetElapsedTime(_begin).TotalSeconds;
        if (_failure is { } failure)
        {
            Duration.Record(seconds, application, new(TelemetryTags.Outcome, JobMetrics.OutcomeOf(failure)), new(TelemetryTags.Error, TelemetryTags.Of(failure)));
            _span.Fail(TelemetryTags.Of(failure), _reason);
        }
        else
        {
            Duration.Record(seconds, application, new(TelemetryTags.Outcome, TelemetryTags.Done));
            Images.Add(_images, application);
        }

        _span.End();
    }
}
