namespace Fard.Actors.Jobs;

/// <summary>A job gave no result; <see cref="Failure"/> says why, the message says what and where.</summary>
public sealed class FardJobException(JobId job, JobFailure failure, string reason, Exception? innerException = null)
    : Exception(reason, innerException)
{
    /// <summary>The job.</summary>
    public JobId Job { get; } = job;

    /// <summary>The kind of failure.</summary>
    public JobFailure Failure { get; } = failure;
}
