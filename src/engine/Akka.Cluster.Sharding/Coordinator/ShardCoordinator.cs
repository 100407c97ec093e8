using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// Knows where every shard of one type lives and decides where new ones do. One runs in the whole cluster. It keeps nothing on disk: a new one begins by
/// hearing from the regions of all members which shards they host, and allocates none before (<see cref="CoordinatorRecovery"/>).
/// <code>
/// GetShardHome --> home known: ShardHome; unknown: the strategy chooses --HostShard--> region, ShardHome --> all that asked
/// rebalance, shutdown of a region: BeginHandOff --> all regions and proxies; all BeginHandOffAck: HandOff --> the region; ShardStopped: the shard has no home
/// </code>
/// </summary>
internal sealed partial class ShardCoordinator : ActorBase, IWithTimers
{
    private static readonly TimeSpan LongestRecoveryTick = TimeSpan.FromMilliseconds(500);

    private readonly string _typeName;
    private readonly ClusterShardingSettings _settings;
    private readonly IShardAllocationStrategy _strategy;
    private readonly IReadOnlyList<string> _regionPath;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ShardHomes _homes = new();
    private readonly HashSet<IActorRef> _proxies = [];

    /// <summary>Regions that are to have no shards any more.</summary>
    private readonly HashSet<IActorRef> _leaving = [];

    /// <summary>Regions of crashed members, which are given some time to stop before their shards live elsewhere.</summary>
    private readonly HashSet<IActorRef> _gone = [];

    private readonly Dictionary<string, HashSet<IActorRef>> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _allocating = new(StringComparer.Ordinal);
    private readonly TimeSpan _removalMargin;
    private MembershipState _state;

    public ShardCoordinator(string typeName, ClusterShardingSettings settings, IShardAllocationStrategy strategy, IReadOnlyList<string> regionPath)
    {
        _typeName = typeName;
        _settings = settings;
        _strategy = strategy;
        _regionPath = regionPath;
        _state = MembershipState.Initial(_cluster.SelfUniqueAddress);
        _removalMargin = _cluster.DowningProvider.DownRemovalMargin;
        var detection = _cluster.Settings.FailureDetectorConfig.GetTimeSpan("acceptable-heartbeat-pause");
        _recovery = new CoordinatorRecovery(settings.Role, settings.TuningParameters.WaitingForStateTimeout + detection, _removalMargin);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        if (_strategy is IStartableAllocationStrategy startable) startable.Start();
        if (_strategy is IActorSystemDependentAllocationStrategy dependent) dependent.Start(Context.System);
        var tuning = _settings.TuningParameters;
        Timers.StartPeriodicTimer(nameof(Repeat), Repeat.Instance, tuning.RetryInterval);
        Timers.StartPeriodicTimer(nameof(RebalanceTick), RebalanceTick.Instance, tuning.RebalanceInterval);
        Timers.StartPeriodicTimer(nameof(RecoveryTick), RecoveryTick.Instance, tuning.RetryInterval < LongestRecoveryTick ? tuning.RetryInterval : LongestRecoveryTick);
        _cluster.Subscribe(Self, typeof(MembershipChanged));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case MembershipChanged changed:
                var first = _state.Gossip.Members.Count == 0;
                _state = changed.State;
                Recover(first);
                return true;
            case ClusterEvent.ClusterShuttingDown or ClusterEvent.CurrentClusterState:
                return true;
            case RecoveryTick:
                Recover(ask: true);
                return true;
            case ActorIdentity { MessageId: string asked, Subject: null }:
                HasNoRegion(asked);
                return true;
            case ActorIdentity:
                return true;
            case Register register:
                AddRegion(register);
                return true;
            case RegisterProxy register:
                AddProxy(register.Proxy);
                return true;
            case Terminated terminated:
                Ended(terminated);
                return true;
            case RegionGone gone:
                RemoveRegion(gone.Region);
                return true;
            case GetShardHome ask:
                FindHome(ask.Shard, Sender);
                return true;
            case Allocated allocated:
                Allocate(allocated);
                return true;
            case ShardStarted started:
                Timers.Cancel(HostTimer(started.Shard));
                return true;
            case RepeatHost repeat:
                Host(repeat.Shard);
                return true;
            default:
                return HandleHandOff(message) || Answer(message);
        }
    }

    private void AddRegion(Register register)
    {
        var region = register.Region;
        if (MemberOf(region) is not { Status: MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting } member || _gone.Contains(region)) return;
        _homes.Add(Context.Watch(region));
        foreach (var shard in register.Shards)
        {
            if (_homes.Of(shard) is not { } home) _homes.Allocate(shard, region);
            else if (!home.Equals(region)) EndSecondLife(shard, region, home);
        }
        region.Tell(new RegisterAck(), Self);
        _recovery?.Heard(member.UniqueAddress);
        Recover(ask: false);
    }

    private void EndSecondLife(string shard, IActorRef region, IActorRef home)
    {
        _log.Warning("{0}: shard [{1}] lives at [{2}] and also at [{3}], where it is stopped", _typeName, shard, home.Path, region.Path);
        region.Tell(new HandOff(shard), Self);
    }

    private void AddProxy(IActorRef proxy)
    {
        _proxies.Add(Context.Watch(proxy));
        proxy.Tell(new RegisterAck(), Self);
    }

    private void Ended(Terminated terminated)
    {
        var actor = terminated.ActorRef;
        _proxies.Remove(actor);
        AcknowledgedByEnd(actor);
        if (!_homes.Has(actor)) return;
        if (terminated.AddressTerminated && _removalMargin > TimeSpan.Zero && !_leaving.Contains(actor))
        {
            _gone.Add(actor);
            Timers.StartSingleTimer(actor, new RegionGone(actor), _removalMargin);
        }
        else
        {
            RemoveRegion(actor);
        }
    }

    private void RemoveRegion(IActorRef region)
    {
        _gone.Remove(region);
        _leaving.Remove(region);
        foreach (var shard in _homes.Remove(region))
        {
            Timers.Cancel(HostTimer(shard));
            Homeless(shard);
        }
    }

    /// <summary>The member that a region or proxy is on; null where it is none.</summary>
    private Member? MemberOf(IActorRef actor)
    {
        var address = AddressOf(actor);
        return _state.Gossip.Members.FirstOrDefault(m => m.Address.Equals(address));
    }

    private Address AddressOf(IActorRef actor) => actor.Path.Address.HasLocalScope ? _cluster.SelfAddress : actor.Path.Address;

    private sealed record RegionGone(IActorRef Region) : INoSerializationVerificationNeeded;

    private sealed class Repeat : INoSerializationVerificationNeeded
    {
        public static readonly Repeat Instance = new();
    }

    private sealed class RebalanceTick : INoSerializationVerificationNeeded
    {
        public static readonly RebalanceTick Instance = new();
    }

    private sealed class RecoveryTick : INoSerializationVerificationNeeded
    {
        public static readonly RecoveryTick Instance = new();
    }
}
