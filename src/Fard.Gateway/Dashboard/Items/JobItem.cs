using System.Collections.Immutable;
using Fard.Actors.Observation;

namespace Fard.Gateway.Dashboard.Items;

/// <summary>A job.</summary>
/// <param name="Images">How many it has.</param>
/// <param name="Failure">Why it failed, as a word; null: it did not.</param>
internal sealed record JobItem(
    string Id, string Application, string Client, int Images, string Phase, string Outcome, DateTimeOffset Submitted, DateTimeOffset? Placed, DateTimeOffset? Started,
    DateTimeOffset? Ended, int Attempt, long Chunks, long ChunksDone, string? Failure, string Reason, ImmutableArray<PositionItem> Positions)
{
    /// <summary>The job of a record.</summary>
    /// <param name="withTimeline">Whether its positions say what they did when.</param>
    public static JobItem Of(JobRecord record, bool withTimeline)
    {
        var status = record.Status;
        return new JobItem(
            status.Job.ToString(),
            status.Application,
            status.Client,
            status.ImageCount,
            Words.Of(status.Phase),
            Words.Of(record.Outcome),
            record.Submitted,
            record.Placed,
            record.Started,
            record.Ended,
            record.Attempt,
            record.Chunks,
            status.ChunksDone,
            record.Failure is { } failure ? Words.Of(failure) : null,
            record.Reason,
            [.. record.Positions.Select(position => PositionItem.Of(position, withTimeline))]);
    }
}

/// <summary>One replica of one position of a job.</summary>
internal sealed record PositionItem(int Position, int Replica, string JobName, string Board, long ChunksDone, long ChunksDue)
{
    public ImmutableArray<SpanItem>? Timeline { get; init; }

    public double? ComputingMs { get; init; }

    public double? StarvedMs { get; init; }

    public double? BlockedMs { get; init; }

    public static PositionItem Of(PositionRecord record, bool withTimeline)
    {
        var item = new PositionItem(record.Position, record.Replica, record.JobName, record.Board, record.ChunksDone, record.ChunksDue);
        return !withTimeline ? item : item with
        {
            Timeline = [.. record.Timeline.Select(span => new SpanItem(Words.Of(span.Step), span.Begin, span.End))],
            ComputingMs = record.Computing.TotalMilliseconds,
            StarvedMs = record.Starved.TotalMilliseconds,
            BlockedMs = record.Blocked.TotalMilliseconds,
        };
    }
}

/// <summary>A span of a position's timeline.</summary>
/// <param name="End">Null: it goes on.</param>
internal sealed record SpanItem(string Step, DateTimeOffset Begin, DateTimeOffset? End);
