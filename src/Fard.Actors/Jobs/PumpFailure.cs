using Fard.Actors.DataPlane;

namespace Fard.Actors.Jobs;

/// <summary>Why a position stopped before its last chunk was out.</summary>
/// <param name="Secondary">Whether it only stopped because another position, or the coordinator, said so.</param>
internal sealed record PumpFailure(JobFailure Failure, string Reason, bool Secondary = false)
{
    /// <summary>Whether only the attempt is over: the position and its FPGA are well and can serve the next.</summary>
    public bool Recoverable { get; init; }

    /// <summary>The connection that carried something wrong, and what that was; null where no connection is to blame.</summary>
    public (DataConnection? Connection, DataPlaneError Error)? Protocol { get; init; }

    /// <summary>What to tell the peer of <paramref name="connection"/>.</summary>
    public DataPlaneError ErrorFor(DataConnection connection) =>
        Protocol is { } protocol && protocol.Connection == connection ? protocol.Error : DataPlaneError.JobFailed;
}
