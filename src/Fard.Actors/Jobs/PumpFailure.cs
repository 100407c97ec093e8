namespace Fard.Actors.Jobs;

/// <summary>Why a position stopped before its last chunk was out.</summary>
/// <param name="Secondary">Whether it only stopped because another position, or the coordinator, said so.</param>
internal sealed record PumpFailure(JobFailure Failure, string Reason, bool Secondary = false);
