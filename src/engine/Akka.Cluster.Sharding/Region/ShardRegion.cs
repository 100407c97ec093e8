using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Takes messages for the entities of one type on one member and passes them to the shard that holds the entity, here or in the region of another member.
/// Where a shard lives is asked of the coordinator with the first message; messages wait meanwhile in a bounded buffer. A proxy is a region that hosts no shards.
/// <code>
/// sender --message--> ShardRegion --home known--> Shard (here) --> entity
///                         |        \------------> ShardRegion (there) --> Shard --> entity
///                         \--home unknown--> buffer, GetShardHome --> coordinator --ShardHome--> flush
/// </code>
/// </summary>
public sealed partial class ShardRegion : ActorBase, IWithTimers
{
    private readonly string _typeName;
    private readonly Func<string, Props>? _entityProps;
    private readonly ClusterShardingSettings _settings;
    private readonly IReadOnlyList<string> _coordinatorPath;
    private readonly IMessageExtractor _extractor;
    private readonly object _handOffStopMessage;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly MessageBuffers _buffers;

    /// <summary>Where shards live, as far as this region has been told. A shard here that stops has no entry.</summary>
    private readonly Dictionary<string, IActorRef> _homes = new(StringComparer.Ordinal);

    /// <summary>The shards here, those that stop included.</summary>
    private readonly Dictionary<string, LocalShard> _shards = new(StringComparer.Ordinal);

    private bool _shuttingDown;

    /// <param name="entityProps">The actor of an entity by its id; null for a proxy.</param>
    /// <param name="coordinatorPath">The path elements of the coordinator on the member that runs it.</param>
    internal ShardRegion(
        string typeName,
        Func<string, Props>? entityProps,
        ClusterShardingSettings settings,
        IReadOnlyList<string> coordinatorPath,
        IMessageExtractor messageExtractor,
        object handOffStopMessage)
    {
        _typeName = typeName;
        _entityProps = entityProps;
        _settings = settings;
        _coordinatorPath = coordinatorPath;
        _extractor = messageExtractor;
        _handOffStopMessage = handOffStopMessage;
        _buffers = new MessageBuffers(settings.TuningParameters.BufferSize);
        _owners = new Tools.Singleton.SingletonOwners(settings.Role, settings.CoordinatorSingletonSettings.ConsiderAppVersion);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, typeof(MembershipChanged));
        Timers.StartPeriodicTimer(nameof(Retry), Retry.Instance, _settings.TuningParameters.RetryInterval);
        if (_entityProps is not null) AddShutdownTask();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        foreach (var id in _buffers.Ids.ToList())
            if (_buffers.TryTake(id, out var waiting))
                foreach (var (message, sender) in waiting) Drop(message, sender);
        _stopped.TrySetResult();
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                Ended(terminated.ActorRef);
                return true;
            case MembershipChanged changed:
                Follow(changed.State);
                return true;
            case ClusterEvent.ClusterShuttingDown or ClusterEvent.CurrentClusterState:
                return true;
            case TryRegister:
                SendRegistration();
                return true;
            case Retry:
                RepeatRequests();
                return true;
            case IShardRegionQuery query:
                return Answer(query);
            case GracefulShutdown:
                ShutDown();
                return true;
            case BeginHandOffAck ack:
                _coordinator?.Forward(ack);
                return true;
            case RegisterAck:
                Registered(Sender);
                return true;
            case ShardHome or HostShard or BeginHandOff or HandOff:
                // What an earlier coordinator sent before it ended means nothing any more.
                if (Sender.Equals(_coordinator)) Obey(message);
                return true;
            default:
                return Route(message, Sender);
        }
    }

    private void Ended(IActorRef actor)
    {
        if (actor.Equals(_coordinator))
        {
            _coordinator = null;
            StartRegistration();
            return;
        }
        foreach (var (id, shard) in _shards)
        {
            if (!shard.Ref.Equals(actor)) continue;
            ShardEnded(id, shard);
            return;
        }
        foreach (var id in _homes.Where(h => h.Value.Equals(actor)).Select(h => h.Key).ToList()) _homes.Remove(id);
    }

    private sealed class LocalShard(IActorRef actor)
    {
        public IActorRef Ref { get; } = actor;

        public bool Stopping { get; set; }

        /// <summary>The coordinator wants it here after all: it starts again when it has stopped.</summary>
        public bool StartAgain { get; set; }
    }

    private sealed class Retry : INoSerializationVerificationNeeded
    {
        public static readonly Retry Instance = new();
    }

    private sealed class TryRegister : INoSerializationVerificationNeeded
    {
        public static readonly TryRegister Instance = new();
    }
}
