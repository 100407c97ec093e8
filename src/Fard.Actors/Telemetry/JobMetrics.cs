using System.Diagnostics.Metrics;
using Fard.Actors.Jobs;

namespace Fard.Actors.Telemetry;

/// <summary>What the node manager and the coordinators measure: once or a few times for each job.</summary>
internal static class JobMetrics
{
    /// <summary>Upper bounds of the buckets of durations of jobs, in seconds.</summary>
    internal static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private static readonly InstrumentAdvice<double> Buckets = new() { HistogramBucketBoundaries = Seconds };

    private static readonly Histogram<double> QueueDuration = FardTelemetry.Meter.CreateHistogram(
        "fard.job.queue.duration", "s", "Time from a job's submission until it has its boards.", null, Buckets);

    private static readonly Histogram<double> Duration = FardTelemetry.Meter.CreateHistogram(
        "fard.job.duration", "s", "Time from a job's submission until its last position has stopped, or until it is refused or given up.", null, Buckets);

    private static readonly Counter<long> Placements = FardTelemetry.Meter.CreateCounter<long>(
        "fard.job.placements", "{placement}", "Jobs that got their boards.");

    private static readonly Counter<long> Attempts = FardTelemetry.Meter.CreateCounter<long>(
        "fard.job.attempts", "{attempt}", "Attempts of jobs in which every position was started.");

    private static readonly Counter<long> Recoveries = FardTelemetry.Meter.CreateCounter<long>(
        "fard.job.recoveries", "{recovery}", "Times that a job lost a board, a connection or its coordinator and went on with another attempt.");

    public static void Placed(string application, TimeSpan waited)
    {
        var tag = Application(application);
        QueueDuration.Record(waited.TotalSeconds, tag);
        Placements.Add(1, tag);
    }

    /// <param name="failure">Why there are no results, or no more; null: the client has them all.</param>
    public static void Ended(string application, JobFailure? failure, TimeSpan took)
    {
        var tag = Application(application);
        if (failure is { } reason) Duration.Record(took.TotalSeconds, tag, new(TelemetryTags.Outcome, OutcomeOf(reason)), new(TelemetryTags.Error, TelemetryTags.Of(reason)));
        else Duration.Record(took.TotalSeconds, tag, new(TelemetryTags.Outcome, TelemetryTags.Done));
    }

    public static void Started(string application) => Attempts.Add(1, Application(application));

    public static void Recovers(string application, JobFailure loss) => Recoveries.Add(1, Application(application), new(TelemetryTags.Error, TelemetryTags.Of(loss)));

    internal static string OutcomeOf(JobFailure failure) => failure == JobFailure.Cancelled ? TelemetryTags.Cancelled : TelemetryTags.Failed;

    private static KeyValuePair<string, object?> Application(string name) => new(TelemetryTags.Application, name);
}
