using Akka.Event;

namespace Akka.Actor;

/// <content>Message handling: the stack of behaviours and the messages that the cell answers itself.</content>
internal sealed partial class ActorCell
{
    private readonly Stack<Receive> _behaviours = new(1);
    private Receive _behaviour = null!;

    /// <summary>Counts the handled messages: tells two equal messages apart.</summary>
    public long CurrentEnvelopeId { get; private set; }

    public void Become(Receive receive)
    {
        _behaviours.TryPop(out _);
        PushBehaviour(receive);
    }

    public void BecomeStacked(Receive receive) => PushBehaviour(receive);

    public void UnbecomeStacked()
    {
        _behaviours.TryPop(out _);
        if (_behaviours.Count == 0)
            PushBehaviour(_actor!.ReceiveInternal);
        else
            _behaviour = _behaviours.Peek();
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handling(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handling(receive));

    /// <summary>Processes one user message; what it throws goes to the supervisor.</summary>
    public void Invoke(in Envelope envelope)
    {
        _currentEnvelope = envelope;
        CurrentEnvelopeId++;
        var message = envelope.Message;
        try
        {
            var influences = _receiveTimeout is not null && message is not INotInfluenceReceiveTimeout;
            if (influences)
                CancelReceiveTimeout();
            if (message is IAutoReceivedMessage or IScheduledTimerMessage)
                AutoReceive(message);
            else
                ReceiveMessage(message);
            if (_receiveTimeout is not null)
                CheckReceiveTimeout(influences);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    /// <summary>Hands a message to the current behaviour.</summary>
    public void ReceiveMessage(object message) => _actor?.AroundReceiveInternal(_behaviour, message);

    private void AutoReceive(object message)
    {
        switch (message)
        {
            case IScheduledTimerMessage timer:
                ReceiveTimer(timer);
                break;
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case AddressTerminated gone:
                ReceivedAddressTerminated(gone.Address);
                break;
            case PoisonPill:
                Self.Stop();
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
            case ActorSelectionMessage selection:
                ActorSelectionDelivery.Deliver(Self, Sender, selection);
                break;
            default:
                ReceiveMessage(message);
                break;
        }
    }

    private void ReceiveTimer(IScheduledTimerMessage message)
    {
        if (_timers?.Accept(message) is not { } payload)
            return;
        _currentEnvelope = new Envelope(payload, _currentEnvelope.Sender);
        if (payload is IAutoReceivedMessage)
            AutoReceive(payload);
        else
            ReceiveMessage(payload);
    }

    private void PushBehaviour(Receive receive)
    {
        _behaviours.Push(receive);
        _behaviour = receive;
    }

    private static Receive Handling(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void PublishDebug(string message) => SystemImpl.EventStream.Publish(new Debug(Self.Path.ToString(), ActorType, message));
}
