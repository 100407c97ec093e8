namespace Fard.Actors.DataPlane;

/// <summary>A data connection failed: a protocol error, or a lost connection.</summary>
/// <param name="error">What went wrong.</param>
/// <param name="message">What, where, and what was expected.</param>
/// <param name="reportedByPeer">Whether the peer said so in an error frame.</param>
public sealed class DataPlaneException(DataPlaneError error, string message, bool reportedByPeer = false, Exception? innerException = null)
    : Exception(message, innerException)
{
    public DataPlaneError Error { get; } = error;

    public bool ReportedByPeer { get; } = reportedByPeer;

    /// <summary>Whether the peer vanished, in contrast to having said something wrong.</summary>
    public bool IsConnectionLoss => Error is DataPlaneError.ConnectionLost or DataPlaneError.ConnectFailed && !ReportedByPeer;
}
