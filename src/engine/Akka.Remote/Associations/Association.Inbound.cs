using Akka.Remote.Delivery;
using Akka.Remote.Transport;

namespace Akka.Remote.Associations;

/// <content>What the other system sends.</content>
internal sealed partial class Association
{
    private InboundConnection? _inbound;
    private SystemMessageInbox _inbox = new();
    private int? _inboxUid;

    /// <summary>The other system has connected. An older connection of its must end first, so that its messages stay in order.</summary>
    public async Task<bool> CalledAsync(InboundConnection inbound, int uid)
    {
        InboundConnection? previous;
        OutboundConnection? outdated = null;
        lock (_lock)
        {
            if (_stopped) return false;
            var known = _lifecycle.Uid;
            if (_lifecycle.Called(uid) == HandshakeOutcome.Quarantined) return false;
            if (known is not null && known != uid) outdated = _connection;
            if (_inboxUid != uid)
            {
                _inbox = new SystemMessageInbox();
                _inboxUid = uid;
            }
            previous = _inbound;
            _inbound = inbound;
        }
        outdated?.Abort(new RemoteTransportException($"{RemoteAddress} was restarted"));
        if (previous is not null)
        {
            previous.Abort();
            await previous.Completion.ConfigureAwait(false);
        }
        _remoting.Publish(new AssociatedEvent(_remoting.LocalAddress, RemoteAddress, true));
        Retry();
        return true;
    }

    public void CallEnded(InboundConnection inbound)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_inbound, inbound)) return;
            _inbound = null;
        }
        _remoting.Publish(new DisassociatedEvent(_remoting.LocalAddress, RemoteAddress, true));
    }

    public Receipt Receive(long number)
    {
        lock (_lock) return _inbox.Receive(number);
    }

    public long Delivered
    {
        get
        {
            lock (_lock) return _inbox.Delivered;
        }
    }
}
