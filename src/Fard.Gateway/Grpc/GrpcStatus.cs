namespace Fard.Gateway.Grpc;

/// <summary>The status codes of gRPC; the numbers are the wire contract.</summary>
public enum GrpcStatus
{
    Ok = 0,
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    PermissionDenied = 7,
    ResourceExhausted = 8,
    FailedPrecondition = 9,
    Aborted = 10,
    OutOfRange = 11,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
    DataLoss = 15,
    Unauthenticated = 16,
}

/// <summary>Status codes of gRPC for those of HTTP.</summary>
internal static class GrpcStatuses
{
    public static GrpcStatus OfHttp(int status) => status switch
    {
        400 => GrpcStatus.InvalidArgument,
        401 => GrpcStatus.Unauthenticated,
        403 => GrpcStatus.PermissionDenied,
        404 or 405 => GrpcStatus.Unimplemented,
        413 or 429 => GrpcStatus.ResourceExhausted,
        503 => GrpcStatus.Unavailable,
        504 => GrpcStatus.DeadlineExceeded,
        _ => GrpcStatus.Internal,
    };
}
