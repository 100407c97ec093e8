using Fard.Actors.Jobs;

namespace Fard.Actors.Observation;

/// <summary>One line of a member's log.</summary>
/// <param name="At">When it was logged, by the member's clock.</param>
/// <param name="Member">Address of the member.</param>
/// <param name="Board">Its board; empty: it has none.</param>
/// <param name="Level">Debug, Info, Warning or Error.</param>
/// <param name="Source">The actor or class that logged it.</param>
/// <param name="Message">The text.</param>
public sealed record LogEntry(DateTimeOffset At, string Member, string Board, string Level, string Source, string Message)
{
    /// <summary>The job that it is about, where that is known; null: none.</summary>
    public JobId? Job { get; init; }
}
