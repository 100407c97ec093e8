using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Delivery;
using Akka.Remote.Transport;
using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

/// <summary>
/// Everything between this system and one remote address. Outbound: a queue that one flush at a time turns into frames on a connection that this
/// system opened. Inbound: the connection that the other system opened, and the numbers of the system messages that came over it.
/// </summary>
internal sealed partial class Association : IThreadPoolWorkItem
{
    private readonly Remoting _remoting;
    private readonly Lock _lock = new();
    private readonly AssociationLifecycle _lifecycle;
    private readonly SystemMessageOutbox<(ISystemMessage Message, RemoteActorRef Recipient)> _outbox;
    private List<OutboundMessage> _pending = [];
    private OutboundConnection? _connection;
    private int? _outboxUid;
    private TimeSpan _undeliveredSince;
    private TaskCompletionSource? _drained;
    private bool _stopped;
    private bool _overflown;

    public Association(Remoting remoting, Address remoteAddress)
    {
        _remoting = remoting;
        RemoteAddress = remoteAddress;
        _lifecycle = new AssociationLifecycle(remoting.Settings.RetryGateClosedFor);
        _outbox = new(remoting.Settings.SysMsgBufferSize);
    }

    public Address RemoteAddress { get; }

    /// <summary>The incarnation met last; null before the first handshake.</summary>
    public int? Uid
    {
        get
        {
            lock (_lock) return _lifecycle.Uid;
        }
    }

    public void Send(object message, IActorRef? sender, RemoteActorRef recipient)
    {
        var decision = SendDecision.Drop;
        var overflow = false;
        lock (_lock)
        {
            overflow = _pending.Count >= _remoting.QueueLimit;
            if (!_stopped && !overflow) decision = _lifecycle.Send(_remoting.Now);
            if (decision != SendDecision.Drop)
            {
                _pending.Add(new OutboundMessage(message, sender, recipient, 0));
                ScheduleFlush();
            }
        }
        if (decision == SendDecision.Drop) CountDrop(overflow);
        Act(decision, message, sender, recipient);
    }

    /// <summary>Sends until the other incarnation has acknowledged, or is quarantined.</summary>
    public void SendSystem(ISystemMessage message, RemoteActorRef recipient)
    {
        var decision = SendDecision.Queue;
        var overflow = false;
        lock (_lock)
        {
            if (_stopped)
            {
                decision = SendDecision.Drop;
            }
            else if (_outbox.TryAdd((message, recipient)) is { } number)
            {
                if (_outbox.Count == 1) _undeliveredSince = _remoting.Now;
                if (_lifecycle.Phase == AssociationPhase.Active)
                {
                    _pending.Add(new OutboundMessage(message, null, recipient, number));
                    ScheduleFlush();
                    ScheduleResend();
                }
                else if (_lifecycle.Send(_remoting.Now) == SendDecision.QueueAndOpen)
                {
                    decision = SendDecision.QueueAndOpen;
                }
            }
            else
            {
                overflow = true;
            }
        }
        if (overflow) Quarantine(Uid, "too many system messages wait for an acknowledgement");
        Act(overflow ? SendDecision.Drop : decision, message, null, recipient);
    }

    /// <summary>Connects again where system messages wait; gives the other system up when they have waited too long.</summary>
    public void Retry()
    {
        bool giveUp;
        bool open;
        lock (_lock)
        {
            if (_stopped || _outbox.Count == 0 || _lifecycle.Phase is AssociationPhase.Active or AssociationPhase.Opening) return;
            giveUp = _remoting.Now - _undeliveredSince > _remoting.Settings.InitialSysMsgDeliveryTimeout;
            open = !giveUp && _lifecycle.Send(_remoting.Now) == SendDecision.QueueAndOpen;
        }
        if (giveUp) Quarantine(Uid, "system messages could not be delivered");
        else if (open) Open();
        else RetryLater();
    }

    /// <summary>The handshake of our connection is done. False: that incarnation is quarantined, or remoting stops.</summary>
    public bool Opened(OutboundConnection connection, int uid)
    {
        IReadOnlyList<(ISystemMessage Message, RemoteActorRef Recipient)> lost = [];
        lock (_lock)
        {
            if (_stopped) return false;
            var before = _outboxUid;
            if (_lifecycle.Opened(uid, _remoting.Now) == HandshakeOutcome.Quarantined) return false;
            if (before is not null && before != uid) lost = _outbox.Reset();
            _outboxUid = uid;
            _connection = connection;
            var queued = _pending;
            _pending = [.. _outbox.Pending.Select(p => new OutboundMessage(p.Message.Message, null, p.Message.Recipient, p.Number))];
            _pending.AddRange(queued.Where(m => m.Number == 0));
            ScheduleFlush();
            ScheduleResend();
        }
        foreach (var (message, recipient) in lost) _remoting.DeadLetter(message, null, recipient);
        _remoting.Publish(new AssociatedEvent(_remoting.LocalAddress, RemoteAddress, false));
        return true;
    }

    public void Acknowledged(OutboundConnection connection, long number)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_connection, connection)) return;
            _outbox.Acknowledge(number);
            _undeliveredSince = _remoting.Now;
        }
    }

    /// <summary>Our connection ended, or could not be made.</summary>
    /// <param name="cause">Why it failed; null when this system ended it.</param>
    /// <param name="orderly">The other system has said goodbye.</param>
    public void Closed(OutboundConnection connection, Exception? cause, bool orderly)
    {
        List<OutboundMessage> lost;
        bool retry;
        lock (_lock)
        {
            if (_connection is not null && !ReferenceEquals(_connection, connection)) return;
            _connection = null;
            _lifecycle.Close(_remoting.Now, failed: cause is not null);
            lost = _pending;
            _pending = [];
            retry = !_stopped && _outbox.Count > 0;
            _drained?.TrySetResult();
        }
        foreach (var message in lost)
        {
            if (message.Number != 0) continue;
            RemoteMetrics.Drop(RemoteAddress, "closed");
            _remoting.DeadLetter(message.Message, message.Sender, message.Recipient);
        }
        if (cause is null || orderly) _remoting.Publish(new DisassociatedEvent(_remoting.LocalAddress, RemoteAddress, false));
        else _remoting.Publish(new AssociationErrorEvent(cause, _remoting.LocalAddress, RemoteAddress, false, LogLevel.WarningLevel));
        if (retry) RetryLater();
    }

    public void Quarantine(int? uid, string reason)
    {
        OutboundConnection? connection;
        InboundConnection? inbound;
        IReadOnlyList<(ISystemMessage Message, RemoteActorRef Recipient)> lost;
        bool news;
        lock (_lock)
        {
            var met = _lifecycle.Uid;
            if (uid is { } other && other != met)
            {
                // An incarnation that is not the one in touch: nothing to close, but it must never come back.
                _lifecycle.Quarantine(other);
                return;
            }
            news = met is not null && _lifecycle.Quarantine(met.Value);
            connection = _connection;
            inbound = _inbound;
            lost = _outbox.Reset();
        }
        foreach (var (message, recipient) in lost) _remoting.DeadLetter(message, null, recipient);
        connection?.Quarantined();
        inbound?.Quarantined();
        if (!news) return;
        _remoting.Log.Warning("Association to [{0}] is quarantined: {1}", RemoteAddress, reason);
        _remoting.Publish(new QuarantinedEvent(RemoteAddress, Uid!.Value));
    }

    /// <summary>Takes no more messages; completes when those taken are on the wire and the other system has been told goodbye.</summary>
    public async Task StopAsync()
    {
        InboundConnection? inbound;
        Task drained;
        lock (_lock)
        {
            _stopped = true;
            inbound = _inbound;
            if (_connection is null)
            {
                drained = Task.CompletedTask;
            }
            else
            {
                _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                drained = _drained.Task;
                ScheduleFlush();
            }
        }
        inbound?.SayGoodbye(GoodbyeReason.Shutdown);
        await drained.ConfigureAwait(false);
    }

    /// <summary>Ends both connections as the reason given would.</summary>
    public void Disassociate(DisassociateInfo reason)
    {
        OutboundConnection? connection;
        InboundConnection? inbound;
        lock (_lock)
        {
            connection = _connection;
            inbound = _inbound;
        }
        if (reason == DisassociateInfo.Shutdown) connection?.EndInOrder();
        else connection?.Abort(new RemoteTransportException($"disassociated from {RemoteAddress} by command ({reason})"));
        inbound?.Abort();
        if (reason == DisassociateInfo.Quarantined) _remoting.QuarantinedBy(RemoteAddress);
    }

    public void Abort()
    {
        OutboundConnection? connection;
        lock (_lock) connection = _connection;
        connection?.Abort(null);
    }

    private void CountDrop(bool overflow)
    {
        RemoteMetrics.Drop(RemoteAddress, overflow ? "overflow" : "closed");
        if (!overflow || _overflown) return;
        _overflown = true;
        _remoting.Log.Warning("{0} messages wait for [{1}], which takes them too slowly; more of them become dead letters", _remoting.QueueLimit, RemoteAddress);
    }

    private void RetryLater() => _remoting.Later(_remoting.Settings.RetryGateClosedFor, Retry);

    private void Act(SendDecision decision, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (decision == SendDecision.QueueAndOpen) Open();
        else if (decision == SendDecision.Drop) _remoting.DeadLetter(message, sender, recipient);
    }

    private void Open() => _ = OutboundConnection.OpenAsync(_remoting, this);
}
