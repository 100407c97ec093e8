using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Sends messages on to a singleton wherever it runs. While it is not known where, messages wait in a bounded buffer. Delivery is at most once:
/// what is under way when the singleton moves is lost.
/// </summary>
public sealed class ClusterSingletonProxy : ReceiveActor
{
    private const string SearchPrefix = "akka-singleton-proxy-search-";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Queue<(object Message, IActorRef Sender)> _buffer = new();
    private readonly ClusterSingletonProxySettings _settings;
    private readonly SingletonOwners _owners;
    private readonly string[] _singletonPath;
    private UniqueAddress? _owner;
    private IActorRef? _singleton;
    private ICancelable? _search;
    private int _searchNumber;

    /// <param name="singletonManagerPath">The manager's path without an address, such as /user/manager.</param>
    public ClusterSingletonProxy(string singletonManagerPath, ClusterSingletonProxySettings settings)
    {
        _settings = settings;
        _owners = new SingletonOwners(settings.Role, settings.ConsiderAppVersion);
        _singletonPath = [.. singletonManagerPath.Split('/', StringSplitOptions.RemoveEmptyEntries), settings.SingletonName];
        Receive<MembershipChanged>(changed => Follow(changed.State));
        Receive<Search>(_ => Identify());
        Receive<ActorIdentity>(identity => identity.MessageId is string id && id.StartsWith(SearchPrefix, StringComparison.Ordinal), Identified);
        Receive<Terminated>(terminated => terminated.ActorRef.Equals(_singleton), _ => Lost());
        ReceiveAny(Pass);
    }

    /// <summary>The reference configuration of singletons and their proxies.</summary>
    public static Config DefaultConfig() => ClusterSingletonManager.DefaultConfig();

    /// <param name="singletonManagerPath">The manager's path without an address, such as /user/manager.</param>
    public static Props Props(string singletonManagerPath, ClusterSingletonProxySettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonProxy(singletonManagerPath, settings)).WithDeploy(Deploy.Local);

    protected override void PreStart() => _cluster.Subscribe(Self, typeof(MembershipChanged));

    protected override void PostStop()
    {
        _search?.Cancel();
        _cluster.Unsubscribe(Self);
    }

    private void Follow(MembershipState state)
    {
        var owner = _owners.Owner(state)?.UniqueAddress;
        if (owner == _owner) return;
        _owner = owner;
        Forget();
        StartSearch();
    }

    private void Forget()
    {
        if (_singleton is null) return;
        Context.Unwatch(_singleton);
        _singleton = null;
    }

    private void Lost()
    {
        _log.Info("Singleton at [{0}] terminated", _singleton!.Path);
        _singleton = null;
        StartSearch();
    }

    private void StartSearch()
    {
        _search?.Cancel();
        _search = null;
        _searchNumber++;
        if (_owner is null) return;
        _search = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, _settings.SingletonIdentificationInterval, Self, Search.Instance, Self);
    }

    private void Identify()
    {
        if (_owner is null || _singleton is not null) return;
        Context.ActorSelection(new RootActorPath(_owner.Address) / _singletonPath).Tell(new Identify(SearchId), Self);
    }

    private string SearchId => $"{SearchPrefix}{_searchNumber}";

    private void Identified(ActorIdentity identity)
    {
        if (_singleton is not null || identity.Subject is not { } subject || !SearchId.Equals(identity.MessageId)) return;
        _log.Info("Singleton identified at [{0}]", subject.Path);
        _search?.Cancel();
        _search = null;
        _singleton = Context.Watch(subject);
        while (_buffer.TryDequeue(out var waiting)) subject.Tell(waiting.Message, waiting.Sender);
    }

    private void Pass(object message)
    {
        if (_singleton is { } singleton)
        {
            singleton.Tell(message, Sender);
            return;
        }
        if (_settings.BufferSize == 0)
        {
            _log.Debug("Singleton not available and buffering is disabled, dropping message [{0}]", message.GetType());
            Drop(message, Sender);
            return;
        }
        if (_buffer.Count == _settings.BufferSize)
        {
            var (oldest, sender) = _buffer.Dequeue();
            _log.Debug("Singleton not available and the buffer is full, dropping first message [{0}]", oldest.GetType());
            Drop(oldest, sender);
        }
        _buffer.Enqueue((message, Sender));
    }

    private void Drop(object message, IActorRef sender) => Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    private sealed class Search : INoSerializationVerificationNeeded
    {
        public static readonly Search Instance = new();
    }
}
