using Fard.Actors.Jobs;

namespace Fard.Gateway.Inference;

/// <summary>Why a request has no result, in the terms of the protocol.</summary>
public enum InferenceFailure
{
    /// <summary>The request is not what the model takes.</summary>
    InvalidArgument,

    /// <summary>There is no such model, or not in this version.</summary>
    NotFound,

    /// <summary>It is more than the gateway takes at once.</summary>
    Overloaded,

    /// <summary>It took longer than it may.</summary>
    DeadlineExceeded,

    /// <summary>The cluster cannot run it now.</summary>
    Unavailable,

    /// <summary>It failed while it ran.</summary>
    Failed,
}

/// <summary>A request has no result; the message says why, and what to do.</summary>
public sealed class InferenceException(InferenceFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The kind of failure.</summary>
    public InferenceFailure Failure { get; } = failure;

    /// <summary>When it is worth to try again; null: not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The request is not what the model takes.</summary>
    public static InferenceException Invalid(string message) => new(InferenceFailure.InvalidArgument, message);

    /// <summary>What the failure of a job means to whoever sent the request.</summary>
    public static InferenceException Of(FardJobException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var failure = exception.Failure switch
        {
            JobFailure.UnknownApplication => InferenceFailure.NotFound,
            JobFailure.WrongImageSize or JobFailure.NoImages or JobFailure.TooManyImages => InferenceFailure.InvalidArgument,
            JobFailure.NoFreeBoard => InferenceFailure.Overloaded,
            JobFailure.Deadline => InferenceFailure.DeadlineExceeded,
            JobFailure.NoFittingBoard or JobFailure.NodeManagerLost or JobFailure.BoardLost or JobFailure.Cancelled => InferenceFailure.Unavailable,
            _ => InferenceFailure.Failed,
        };
        return new InferenceException(failure, exception.Message, exception) { RetryAfter = failure == InferenceFailure.Overloaded ? TimeSpan.FromSeconds(1) : null };
    }
}
