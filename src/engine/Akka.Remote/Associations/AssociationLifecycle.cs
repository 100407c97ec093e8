namespace Akka.Remote.Associations;

/// <summary>Where the outbound side towards one remote address stands.</summary>
internal enum AssociationPhase
{
    /// <summary>No connection; the next message opens one.</summary>
    Idle,

    /// <summary>Connecting or shaking hands; messages queue.</summary>
    Opening,

    /// <summary>Connected to a known incarnation.</summary>
    Active,

    /// <summary>The last attempt failed; messages are dropped until the gate opens again.</summary>
    Gated,
}

/// <summary>What to do with a message that is to be sent.</summary>
internal enum SendDecision
{
    Queue,
    QueueAndOpen,
    Drop,
}

/// <summary>Which incarnation answered a handshake.</summary>
internal enum HandshakeOutcome
{
    Same,
    New,
    Quarantined,
}

/// <summary>
/// The association state machine towards one remote address: Idle -> Opening -> Active -> Gated -> Idle.
/// It remembers the incarnation (uid) last seen and those that are quarantined for good. Pure: the caller passes the time and holds the lock.
/// </summary>
internal sealed class AssociationLifecycle(TimeSpan gateClosedFor)
{
    private readonly HashSet<int> _quarantined = [];
    private TimeSpan _gateOpensAt;

    public AssociationPhase Phase { get; private set; } = AssociationPhase.Idle;

    /// <summary>The incarnation that was met last, over either direction.</summary>
    public int? Uid { get; private set; }

    public bool IsQuarantined(int uid) => _quarantined.Contains(uid);

    public SendDecision Send(TimeSpan now)
    {
        switch (Phase)
        {
            case AssociationPhase.Opening or AssociationPhase.Active:
                return SendDecision.Queue;
            case AssociationPhase.Gated when now < _gateOpensAt:
                return SendDecision.Drop;
            default:
                Phase = AssociationPhase.Opening;
                return SendDecision.QueueAndOpen;
        }
    }

    /// <summary>The other side answered our handshake as <paramref name="uid"/>.</summary>
    public HandshakeOutcome Opened(int uid, TimeSpan now)
    {
        if (_quarantined.Contains(uid))
        {
            Close(now, failed: true);
            return HandshakeOutcome.Quarantined;
        }
        Phase = AssociationPhase.Active;
        return Meet(uid);
    }

    /// <summary>The other side connected to us as <paramref name="uid"/>: it is reachable, so a closed gate opens.</summary>
    public HandshakeOutcome Called(int uid)
    {
        if (_quarantined.Contains(uid)) return HandshakeOutcome.Quarantined;
        if (Phase == AssociationPhase.Gated) Phase = AssociationPhase.Idle;
        return Meet(uid);
    }

    /// <summary>The outbound connection is gone. After a failure the gate stays closed for a while.</summary>
    public void Close(TimeSpan now, bool failed)
    {
        Phase = failed ? AssociationPhase.Gated : AssociationPhase.Idle;
        _gateOpensAt = now + gateClosedFor;
    }

    /// <summary>Never speaks with this incarnation again; answers whether that is news.</summary>
    public bool Quarantine(int uid) => _quarantined.Add(uid);

    private HandshakeOutcome Meet(int uid)
    {
        var outcome = Uid is null || Uid == uid ? HandshakeOutcome.Same : HandshakeOutcome.New;
        Uid = uid;
        return outcome;
    }
}
