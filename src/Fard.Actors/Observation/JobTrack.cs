using System.Collections.Immutable;
using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>The history of a job that waits or runs.</summary>
internal sealed class JobTrack(DateTimeOffset submitted)
{
    private readonly SortedDictionary<(int Position, int Replica), PositionRecord> _positions = [];

    public DateTimeOffset? Placed { get; set; }

    public DateTimeOffset? Started { get; set; }

    public DateTimeOffset? Ended { get; private set; }

    public JobOutcome Outcome { get; private set; }

    public JobFailure? Failure { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTimeOffset Submitted { get; } = submitted;

    /// <summary>Chunks that the last position has forwarded, as its replicas reported.</summary>
    public long ChunksOut => _positions.Count == 0 ? 0 : _positions.Where(entry => entry.Key.Position == _positions.Keys.Last().Position).Sum(entry => entry.Value.ChunksDone);

    public void Report(PositionRecord record) => _positions[(record.Position, record.Replica)] = record;

    /// <summary>How it ended, if that was not known yet.</summary>
    /// <returns>Whether that is new.</returns>
    public bool End(JobOutcome outcome, JobFailure? failure, string reason, DateTimeOffset at)
    {
        if (Outcome != JobOutcome.None) return false;
        (Outcome, Failure, Reason, Ended) = (outcome, failure, reason, at);
        return true;
    }

    /// <param name="attempt">The attempt that was begun last.</param>
    /// <param name="chunks">Chunks of the whole job.</param>
    public JobRecord ToRecord(JobStatus status, int attempt, long chunks) =>
        new(status with { ChunksDone = Math.Max(status.ChunksDone, ChunksOut) }, Outcome, Submitted)
        {
            Placed = Placed,
            Started = Started,
            Ended = Ended,
            Attempt = attempt,
            Chunks = chunks,
            Failure = Failure,
            Reason = Reason,
            Positions = [.. _positions.Values],
        };
}
