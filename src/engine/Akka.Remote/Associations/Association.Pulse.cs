using Akka.Remote.Transport;

namespace Akka.Remote.Associations;

/// <content>The sign of life that needs no thread of the pool.</content>
internal sealed partial class Association
{
    private bool _writing;

    /// <summary>Sends a pulse on the calling thread, where the connection stands and nobody writes to it. It does not block.</summary>
    public void TryPulse()
    {
        OutboundConnection? connection;
        lock (_lock)
        {
            connection = _connection;
            if (connection is null || _writing) return;
            _writing = true;
        }
        connection.TryPulse();
        lock (_lock)
        {
            _writing = false;
            // A flush that came meanwhile has gone away.
            if (_pending.Count > 0 || _drained is not null) ScheduleFlush();
        }
    }

    /// <summary>The other system lives, although it may not answer for a while.</summary>
    public void Pulsed() => _remoting.PulseFrom(RemoteAddress);
}
