using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster.SBR;

/// <summary>Waits until a partition is stable; then the leader of each side carries out what the strategy decides.</summary>
internal sealed class SplitBrainResolverActor : UntypedActor
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster;
    private readonly DowningStrategy _strategy;
    private readonly StabilityWatch _watch;
    private readonly TimeSpan _interval;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private MembershipState _state;
    private ICancelable? _ticks;

    public SplitBrainResolverActor(Cluster cluster, TimeSpan stableAfter, TimeSpan downAllWhenUnstable, DowningStrategy strategy)
    {
        _cluster = cluster;
        _strategy = strategy;
        _watch = new StabilityWatch(stableAfter, downAllWhenUnstable);
        _interval = stableAfter / 4 < LongestInterval ? stableAfter / 4 : LongestInterval;
        _state = MembershipState.Initial(cluster.SelfUniqueAddress);
    }

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, typeof(MembershipChanged));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(_interval, _interval, Self, Check.Instance, Self);
    }

    protected override void PostStop()
    {
        _ticks?.Cancel();
        Context.System.EventStream.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case MembershipChanged changed:
                _state = changed.State;
                _watch.Observe(new PartitionView(_state), _state.Gossip.Members, Now);
                break;
            case Check:
                Decide();
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                DownSelf(quarantined);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Decide()
    {
        var verdict = _watch.Judge(Now);
        if (verdict == StabilityWatch.Verdict.Wait || !_state.IsLeader || _state.SelfStatus is not (MemberStatus.Up or MemberStatus.Leaving)) return;
        var view = new PartitionView(_state);
        if (view.Unreachable.IsEmpty) return;
        var decision = verdict == StabilityWatch.Verdict.Unstable ? DowningDecision.DownAll : _strategy.Decide(view);
        var nodes = view.NodesToDown(decision);
        _log.Warning(
            "SBR took decision {0} and is downing [{1}]; unreachable [{2}], members [{3}]",
            decision, Text(nodes), Text(view.Unreachable), Text(_state.Gossip.Members.Select(m => m.UniqueAddress)));
        _watch.Restart(Now);
        _cluster.DownNodes(new DownNodes(nodes));
    }

    private void DownSelf(ThisActorSystemQuarantinedEvent quarantined)
    {
        if (_state.Gossip.Members.All(m => !m.Address.Equals(quarantined.RemoteAddress))) return;
        _log.Warning("SBR is downing this member: [{0}] has quarantined it", quarantined.RemoteAddress);
        _cluster.DownNodes(new DownNodes(ImmutableHashSet.Create(_state.Self)));
    }

    private static string Text(IEnumerable<UniqueAddress> nodes) => string.Join(", ", nodes.Order().Select(n => n.Address));

    private sealed class Check : INoSerializationVerificationNeeded
    {
        public static readonly Check Instance = new();
    }
}
