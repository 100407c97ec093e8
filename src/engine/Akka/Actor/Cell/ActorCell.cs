using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The machine around one actor: its mailbox, children, watchers, behaviours and life cycle. Everything but the tell methods runs on the one
/// thread that holds the mailbox.</summary>
internal sealed partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell? _current;

    private ActorBase? _actor;
    private ActorTaskScheduler? _taskScheduler;
    private Mailbox _mailbox = null!;
    private Envelope _currentEnvelope;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        Self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    /// <summary>The cell whose actor runs on this thread.</summary>
    public static ActorCell? Current
    {
        get => _current;
        set => _current = value;
    }

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public IInternalActorRef Self { get; }

    public IInternalActorRef Parent { get; }

    public Props Props { get; private set; }

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox => _mailbox;

    public ActorBase? Actor => _actor;

    public ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    public object? CurrentMessage => _currentEnvelope.Message;

    public Envelope CurrentEnvelope
    {
        get => _currentEnvelope;
        set => _currentEnvelope = value;
    }

    public IActorRef Sender => _currentEnvelope.Sender ?? SystemImpl.DeadLetters;

    public bool IsTerminated => _mailbox.IsClosed;

    public bool IsLocal => true;

    public bool HasMessages => _mailbox.HasMessages;

    public int NumberOfMessages => _mailbox.MessageQueue.Count;

    IActorRef IActorContext.Self => Self;

    IActorRef IActorContext.Parent => Parent;

    public static IActorRef GetCurrentSelfOrNoSender() => _current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() => _current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Makes the mailbox with the order to create the actor as its first message.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        _mailbox = new Mailbox(mailboxType.Create(Self, SystemImpl));
        _mailbox.SetActor(this);
        _mailbox.SystemEnqueue(Self, new Create());
        if (sendSupervise)
            Parent.SendSystemMessage(new Supervise(Self, false));
    }

    public void Start() => Dispatcher.RegisterForExecution(_mailbox, false, true);

    public void SendMessage(IActorRef? sender, object message)
    {
        if (message is null)
            throw new InvalidMessageException();
        if (SystemImpl.SerializeMessages)
            message = MessageVerification.RoundTrip(SystemImpl, Self, message);
        Dispatcher.Dispatch(this, new Envelope(message, sender!));
    }

    public void SendSystemMessage(ISystemMessage message) => Dispatcher.SystemDispatch(this, (SystemMessage)message);

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Stop() => SendSystemMessage(new Terminate());

    public void Stop(IActorRef child)
    {
        if (child.Equals(Self))
        {
            Stop();
            return;
        }

        if (_children?.TryGet(child, out _) == true && child is IInternalActorRef own)
        {
            _children.MarkTerminating(child);
            own.Stop();
            return;
        }

        if (child is IInternalActorRef other)
            other.Stop();
    }

    public IActorRef ActorOf(Props props, string? name = null) => CreateChild(props, name, systemService: false);

    public IActorRef Child(string name) => GetSingleChild(name);

    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl, Self);

    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, SystemImpl);

    /// <summary>Runs an action as if inside this actor.</summary>
    public void UseThreadContext(Action action)
    {
        var previous = _current;
        _current = this;
        try
        {
            action();
        }
        finally
        {
            _current = previous;
        }
    }

    public override string ToString() => $"Cell[{Self}]";
}
