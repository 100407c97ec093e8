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
internal sealed class Association : IThreadPoolWorkItem
{
    /// <summary>How many messages may wait for the connection; what comes beyond goes to dead letters.</summary>
    private const int QueueLimit = 1_000_000;

    private readonly Remoting _remoting;
    private readonly Lock _lock = new();
    private readonly AssociationLifecycle _lifecycle;
    private readonly SystemMessageOutbox<(ISystemMessage Message, RemoteActorRef Recipient)> _outbox;
    private List<OutboundMessage> _pending = [];
    private List<OutboundMessage>? _spare = [];
    private OutboundConnection? _connection;
    private InboundConnection? _inbound;
    private SystemMessageInbox _inbox = new();
    private int? _inboxUid;
    private int? _outboxUid;
    private TimeSpan _undeliveredSince;
    private TaskCompletionSource? _drained;
    private bool _flushing;
    private bool _stopped;

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
        lock (_lock)
        {
            if (!_stopped && _pending.Count < QueueLimit) decision = _lifecycle.Send(_remoting.Now);
            if (decision != SendDecision.Drop)
            {
                _pending.Add(new OutboundMessage(message, sender, recipient, 0));
                ScheduleFlush();
            }
        }
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
        var giveUp = false;
        var open = false;
        lock (_lock)
        {
            if (_stopped || _outbox.Count == 0 || _lifecycle.Phase is AssociationPhase.Active or AssociationPhase.Opening) return;
            giveUp = _remoting.Now - _undeliveredSince > _remoting.Settings.InitialSysMsgDeliveryTimeout;
            open = !giveUp && _lifecycle.Send(_remoting.Now) == SendDecision.QueueAndOpen;
        }
        if (open) Open();
        else if (giveUp) Quarantine(Uid, "system messages could not be delivered");
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
    public void Closed(OutboundConnection connection, Exception? cause)
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
            if (message.Number == 0) _remoting.DeadLetter(message.Message, message.Sender, message.Recipient);
        if (cause is null) _remoting.Publish(new DisassociatedEvent(_remoting.LocalAddress, RemoteAddress, false));
        else _remoting.Publish(new AssociationErrorEvent(cause, _remoting.LocalAddress, RemoteAddress, false, LogLevel.WarningLevel));
        if (retry) _remoting.RetryLater(this);
    }

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

    public void Quarantine(int? uid, string reason)
    {
        OutboundConnection? connection;
        InboundConnection? inbound;
        IReadOnlyList<(ISystemMessage Message, RemoteActorRef Recipient)> lost;
        bool news;
        lock (_lock)
        {
            var met = _lifecycle.Uid;
            if (uid is not null && uid != met && !_lifecycle.Quarantine(uid.Value)) return;
            if (uid is not null && uid != met) return;
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
    public Task StopAsync()
    {
        lock (_lock)
        {
            _stopped = true;
            _inbound?.Abort();
            if (_connection is null) return Task.CompletedTask;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ScheduleFlush();
            return _drained.Task;
        }
    }

    public void Abort()
    {
        OutboundConnection? connection;
        lock (_lock) connection = _connection;
        connection?.Abort(null);
    }

    /// <summary>Runs one flush: turns what is pending into frames and writes them, until nothing is pending.</summary>
    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        while (true)
        {
            List<OutboundMessage> batch;
            OutboundConnection? connection;
            var goodbye = false;
            lock (_lock)
            {
                connection = _connection;
                if (connection is null || (_pending.Count == 0 && _drained is null))
                {
                    _flushing = false;
                    return;
                }
                goodbye = _pending.Count == 0;
                batch = _pending;
                _pending = _spare ?? [];
                _spare = null;
            }
            try
            {
                if (goodbye)
                {
                    await connection.SayGoodbyeAsync(GoodbyeReason.Shutdown).ConfigureAwait(false);
                    connection.Abort(null);
                    EndFlush(connection);
                    _drained!.TrySetResult();
                    return;
                }
                await connection.WriteAsync(batch).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                connection.Abort(e);
                EndFlush(connection);
                return;
            }
            batch.Clear();
            lock (_lock) _spare = batch;
        }
    }

    /// <summary>A flush of a connection that is gone ends; another connection may have been opened meanwhile.</summary>
    private void EndFlush(OutboundConnection ended)
    {
        lock (_lock)
        {
            _flushing = false;
            if (!ReferenceEquals(_connection, ended)) ScheduleFlush();
        }
    }

    private void ScheduleFlush()
    {
        if (_flushing || _connection is null) return;
        _flushing = true;
        // On this worker's own queue: it runs when the sending actor gives up its thread, so that what the actor sends meanwhile shares one write.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private void Act(SendDecision decision, object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (decision == SendDecision.QueueAndOpen) Open();
        else if (decision == SendDecision.Drop) _remoting.DeadLetter(message, sender, recipient);
    }

    private void Open() => _ = OutboundConnection.OpenAsync(_remoting, this);
}
