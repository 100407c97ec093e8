using System.Collections.Immutable;
using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>One job with its history: those that wait or run, and the last ones that ended, as far as the node manager remembers.</summary>
/// <param name="Status">Where it stands, or stood when it ended.</param>
/// <param name="Outcome">How it ended; <see cref="JobOutcome.None"/> while it has not.</param>
/// <param name="Submitted">When the node manager took it.</param>
public sealed record JobRecord(JobStatus Status, JobOutcome Outcome, DateTimeOffset Submitted)
{
    /// <summary>When it got its boards for the first time; null: not yet, or never.</summary>
    public DateTimeOffset? Placed { get; init; }

    /// <summary>When every position was started for the first time; null: not yet, or never.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When its client heard the end; null: it has not. Positions of a job that failed may be stopping still.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Attempts that were begun, from 1; 0 while it waits.</summary>
    public int Attempt { get; init; }

    /// <summary>Chunks of the whole job.</summary>
    public long Chunks { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public JobFailure? Failure { get; init; }

    /// <summary>Why it failed or was cancelled, for people; empty: it did not and was not.</summary>
    public string Reason { get; init; } = "";

    /// <summary>How far each replica of each position is, in the order of the data's flow.</summary>
    public ImmutableArray<PositionRecord> Positions { get; init; } = [];
}

/// <summary>How a job ended. The numbers travel between members: never change one.</summary>
public enum JobOutcome
{
    /// <summary>It has not ended.</summary>
    None = 0,

    /// <summary>The client has every result.</summary>
    Done = 1,

    /// <summary>The client has the reason why there are no results, or no more.</summary>
    Failed = 2,

    /// <summary>The client, or somebody else, gave it up.</summary>
    Cancelled = 3,
}

/// <summary>One replica of one position of a job.</summary>
/// <param name="Position">The position, from 0.</param>
/// <param name="Replica">The replica, from 0.</param>
/// <param name="JobName">Name of the position in the application, such as <c>first_stage</c>.</param>
/// <param name="Board">Its board; empty: none yet.</param>
/// <param name="ChunksDone">Chunks that it has forwarded, as far as reported.</param>
/// <param name="ChunksDue">Chunks of its share.</param>
public sealed record PositionRecord(int Position, int Replica, string JobName, string Board, long ChunksDone, long ChunksDue)
{
    /// <summary>What it did when: spans of its timeline in order of their begin, for the last attempt.</summary>
    public ImmutableArray<PositionSpan> Timeline { get; init; } = [];

    /// <summary>Time that its device computed for this job.</summary>
    public TimeSpan Computing { get; init; }

    /// <summary>Time that it waited for chunks from the position before; its device may compute meanwhile.</summary>
    public TimeSpan Starved { get; init; }

    /// <summary>Time that it waited for credit from the position after, or for room in the connection to it.</summary>
    public TimeSpan Blocked { get; init; }
}

/// <summary>One span of a position's timeline.</summary>
/// <param name="Step">What it was doing.</param>
/// <param name="Begin">When that began, by the board's clock.</param>
/// <param name="End">When it ended; null: it goes on.</param>
public sealed record PositionSpan(PositionStep Step, DateTimeOffset Begin, DateTimeOffset? End);

/// <summary>The steps of a position's life. The numbers travel between members: never change one.</summary>
public enum PositionStep
{
    /// <summary>Waits for its device: another job has it.</summary>
    Configuring = 1,

    /// <summary>The device loads the bitstream.</summary>
    LoadingBitstream = 2,

    /// <summary>Ready; waits for the other positions.</summary>
    Ready = 3,

    /// <summary>From the start to the last chunk that was computed.</summary>
    Computing = 4,

    /// <summary>From the last chunk that was computed until it was acknowledged downstream.</summary>
    Transferring = 5,
}
