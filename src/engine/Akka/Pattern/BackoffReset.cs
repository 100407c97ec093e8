namespace Akka.Pattern;

/// <summary>When the count of restarts, on which the delay depends, goes back to zero.</summary>
public interface IBackoffReset
{
}

/// <summary>When the child has told its supervisor <see cref="BackoffSupervisor.Reset"/>.</summary>
internal sealed class ManualReset : IBackoffReset;

/// <summary>When the child has run for a time.</summary>
internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;
