using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Event;
using Fard.Actors.Messages;
using Fard.Programs;

namespace Fard.Actors.Tasks.Keyed;

/// <summary>
/// One key of a keyed task, a sharded entity on a head: has the key's state, and has its events handled one after the other by replicas of the task. An event
/// has its effect when the new state is kept on every head that is reached; whoever fired it hears then.
/// </summary>
/// <remarks>
/// <code>
/// TaskActor --KeyedEvent--> entity --HandleKeyed(state)--> a replica's TaskActor --KeyedResult(new state)--> entity --KeepState--> every head --> KeyedHandled
/// </code>
/// A replica that is lost meanwhile has had no effect: the event goes to another one with the same state.
/// </remarks>
internal sealed class KeyedEntity : ReceiveActor, IWithTimers
{
    private const int MaxWaiting = 64;

    private readonly IActorRef _nodeManager;
    private readonly TaskSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _writer = $"{Guid.NewGuid():N}";
    private readonly Queue<(KeyedEvent Event, IActorRef Sender)> _waiting = new();
    private readonly HashSet<Address> _unanswered = [];
    private Step _step = Step.Loading;
    private long _version;
    private ReadOnlyMemory<byte> _state;
    private ReadOnlyMemory<byte> _next;
    private KeyedEvent? _first;
    private long _number;
    private int _turn;

    public KeyedEntity(IActorRef nodeManager, TaskSettings settings)
    {
        (_nodeManager, _settings) = (nodeManager, settings);
        Receive<KeyedEvent>(OnEvent);
        Receive<StateFound>(OnFound);
        Receive<ApplicationPeers>(OnPeers);
        Receive<TasksRefused>(message => Refuse(message.Reason));
        Receive<KeyedResult>(OnResult);
        Receive<StateKept>(message => OnStored(message.Version, null));
        Receive<StateNotKept>(message => OnStored(message.Version, message.Reason));
        Receive<Again>(_ =>
        {
            if (_step == Step.Handling) _turn++;
            Proceed();
        });
        Receive<Overdue>(_ => Refuse(_step == Step.Storing
            ? "Its effect was not kept on every head in time; it may be there or not."
            : $"It was not handled within {settings.EventWait.TotalSeconds:0.###} s (fard.tasks.event-wait)."));
        Receive<ReceiveTimeout>(_ =>
        {
            if (_waiting.Count == 0) Context.Parent.Tell(new Passivate(PoisonPill.Instance));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private enum Step
    {
        Loading,
        Idle,
        Handling,
        Storing,
    }

    public static Props Props(IActorRef nodeManager, TaskSettings settings) => Akka.Actor.Props.Create(() => new KeyedEntity(nodeManager, settings));

    protected override void PreStart() => Context.SetReceiveTimeout(_settings.EntityIdle);

    private void OnEvent(KeyedEvent message)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            Sender.Tell(new KeyedRefused(message.Id, message.Task, message.Key, $"{MaxWaiting} events of this key wait already; fire more slowly."));
            return;
        }

        _first ??= message;
        _waiting.Enqueue((message, Sender));
        if (_waiting.Count > 1) return;
        if (_step == Step.Idle) _step = Step.Handling;
        Begin();
    }

    private void Begin()
    {
        Timers.StartSingleTimer(nameof(Overdue), Overdue.Instance, _settings.EventWait);
        Proceed();
    }

    // Repeated until the step is done: messages may be lost, replicas and heads may come and go.
    private void Proceed()
    {
        if (_waiting.Count == 0) return;
        Timers.StartSingleTimer(nameof(Again), Again.Instance, _step == Step.Handling ? _settings.KeyedRetry : _settings.Retry);
        switch (_step)
        {
            case Step.Loading:
                Ask(new GetState(_first!.Id, _first.Task, _first.Key));
                break;
            case Step.Handling:
                _number++;
                _nodeManager.Tell(new GetPeers(_first!.Id));
                break;
            case Step.Storing:
                Ask(new KeepState(_first!.Id, _first.Task, _first.Key, _version + 1, _writer, _next));
                break;
        }
    }

    private void Ask(IFardMessage message)
    {
        _unanswered.Clear();
        foreach (var (head, store) in KeyedStates.OfHeads(Context.System))
        {
            _unanswered.Add(head);
            store.Tell(message);
        }
    }

    private void OnFound(StateFound message)
    {
        if (_step != Step.Loading) return;
        if (message.Version > _version) (_version, _state) = (message.Version, message.State);
        if (!IsAnswered()) return;
        _step = Step.Handling;
        Proceed();
    }

    private bool IsAnswered()
    {
        _unanswered.Remove(Sender.Path.Address.HasGlobalScope ? Sender.Path.Address : Cluster.Get(Context.System).SelfAddress);
        return _unanswered.Count == 0;
    }

    private void OnPeers(ApplicationPeers message)
    {
        if (_step != Step.Handling || !_waiting.TryPeek(out var first)) return;
        PeerEntry[] replicas = [.. message.Peers.Where(peer => peer.Task == first.Event.Task).OrderBy(peer => peer.Id, StringComparer.Ordinal)];
        if (replicas.Length == 0) return;
        // The same replica as long as it answers.
        var replica = replicas[_turn % replicas.Length];
        replica.Actor.Tell(new HandleKeyed(replica.Id, _number, first.Event, _state));
    }

    private void OnResult(KeyedResult message)
    {
        if (_step != Step.Handling || message.Number != _number) return;
        if (message.Failure.Length > 0)
        {
            _log.Warning("An event of key {0} was not handled: {1}", _first!.Key, message.Failure);
            if (message.IsFinal) Refuse(message.Failure);
            else Timers.StartSingleTimer(nameof(Again), Again.Instance, _settings.Retry);
            return;
        }

        _next = message.State;
        _step = Step.Storing;
        Proceed();
    }

    private void OnStored(long version, string? refused)
    {
        if (_step != Step.Storing || version != _version + 1) return;
        if (refused is not null)
        {
            // Another entity of this key is, or was, somewhere: what it wrote is right, and this one begins anew.
            _version = 0;
            _step = Step.Loading;
            Refuse(refused);
            return;
        }

        if (!IsAnswered()) return;
        (_version, _state) = (version, _next);
        Answer((first, sender) => sender.Tell(new KeyedHandled(first.Id, first.Task, first.Key)));
    }

    private void Refuse(string reason)
    {
        // What a replica does with it now has no effect any more.
        _number++;
        _turn++;
        Answer((first, sender) => sender.Tell(new KeyedRefused(first.Id, first.Task, first.Key, reason)));
    }

    private void Answer(Action<KeyedEvent, IActorRef> answer)
    {
        if (!_waiting.TryDequeue(out var first)) return;
        Timers.Cancel(nameof(Again));
        Timers.Cancel(nameof(Overdue));
        answer(first.Event, first.Sender);
        if (_step != Step.Loading) _step = _waiting.Count > 0 ? Step.Handling : Step.Idle;
        if (_waiting.Count > 0) Begin();
    }

    private sealed record Again : INoSerializationVerificationNeeded
    {
        public static readonly Again Instance = new();
    }

    private sealed record Overdue : INoSerializationVerificationNeeded
    {
        public static readonly Overdue Instance = new();
    }
}
