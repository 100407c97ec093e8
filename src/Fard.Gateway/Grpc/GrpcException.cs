namespace Fard.Gateway.Grpc;

/// <summary>A call ends with a status that is not OK.</summary>
public sealed class GrpcException(GrpcStatus status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public GrpcStatus Status { get; } = status;

    /// <summary>When the caller may try again; null: the server does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
