using System.Globalization;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary>The words for states, in lists, descriptions and JSON alike; the dashboard uses the same.</summary>
internal static class Words
{
    /// <summary>queued, configuring, running, recovering or ending; once it has ended: done, failed or cancelled.</summary>
    public static string StateOf(JobRecord job) => job.Outcome switch
    {
        JobOutcome.None => job.Status.Phase.ToString().ToLowerInvariant(),
        var outcome => outcome.ToString().ToLowerInvariant(),
    };

    /// <summary>healthy, unhealthy, leaving or unreachable.</summary>
    public static string StateOf(BoardStatus board) =>
        !board.Reachable ? "unreachable" : board.Leaving ? "leaving" : board.Healthy ? "healthy" : "unhealthy";

    /// <summary>configuring, loading bitstream, ready, computing or transferring.</summary>
    public static string Of(PositionStep step) => step switch
    {
        PositionStep.LoadingBitstream => "loading bitstream",
        _ => step.ToString().ToLowerInvariant(),
    };

    public static Tone ToneOf(string state) => state switch
    {
        "running" or "done" or "healthy" or "Up" => Tone.Good,
        "failed" or "unhealthy" or "unreachable" or "Down" => Tone.Bad,
        "recovering" or "cancelled" or "leaving" or "queued" => Tone.Warning,
        _ => Tone.Plain,
    };

    /// <summary>A duration in one or two units, such as 90ms, 1.2s, 4m05s, 3h07m, 2d04h.</summary>
    public static string Duration(TimeSpan time)
    {
        var culture = CultureInfo.InvariantCulture;
        return time.TotalSeconds switch
        {
            < 1 => string.Create(culture, $"{Math.Max(0, time.TotalMilliseconds):0}ms"),
            < 10 => string.Create(culture, $"{time.TotalSeconds:0.0}s"),
            < 60 => string.Create(culture, $"{time.TotalSeconds:0}s"),
            < 3600 => string.Create(culture, $"{time.Minutes}m{time.Seconds:00}s"),
            < 86400 => string.Create(culture, $"{(int)time.TotalHours}h{time.Minutes:00}m"),
            _ => string.Create(culture, $"{(int)time.TotalDays}d{time.Hours:00}h"),
        };
    }

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}%");

    public static string Rate(double perSecond) => perSecond.ToString(perSecond >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>When in UTC, to the second; a dash where it has not been.</summary>
    public static string Time(DateTimeOffset? at) => at is { } time ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "-";
}
