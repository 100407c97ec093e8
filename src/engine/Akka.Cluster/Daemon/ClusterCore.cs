using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Event;
using Akka.Remote.Stalls;

namespace Akka.Cluster.Daemon;

/// <summary>
/// Holds this member's view of the cluster and changes it: uninitialized -> joining -> member. Everything it decides is in
/// <see cref="MembershipState"/>; here are messages, timers and effects.
/// </summary>
internal sealed partial class ClusterCore : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly IActorRef _publisher;
    private readonly ClusterSettings _settings;
    private readonly MinimumMembers _minimum;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<ICancelable> _ticks = [];
    private readonly FairJudgement _judgement;
    private MembershipState _state;

    public ClusterCore(Cluster cluster, IActorRef publisher)
    {
        _cluster = cluster;
        _publisher = publisher;
        _settings = cluster.Settings;
        _judgement = new FairJudgement(_settings.HeartbeatInterval, PoolWatch.Shared.IsCalm);
        _minimum = new MinimumMembers(_settings.MinNrOfMembers, _settings.MinNrOfMembersOfRole);
        _state = MembershipState.Initial(cluster.SelfUniqueAddress);
    }

    private UniqueAddress SelfNode => _state.Self;

    private Address SelfAddress => _state.Self.Address;

    /// <summary>Time since the system started, for deadlines.</summary>
    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        Every(_settings.GossipInterval, Tick.Gossip);
        Every(_settings.GossipInterval / 3, Tick.GossipSpeedup);
        Every(_settings.LeaderActionsInterval, Tick.LeaderActions);
        Every(_settings.UnreachableNodesReaperInterval, Tick.Reap);
        if (_settings.SeedNodes.IsEmpty) LogInfo("No seed-nodes configured, manual cluster join required");
        else Self.Tell(new JoinSeedNodes(_settings.SeedNodes));
    }

    protected override void PostStop()
    {
        foreach (var tick in _ticks) tick.Cancel();
        CancelJoinTimers();
    }

    protected override void OnReceive(object message) => Uninitialized(message);

    private void Uninitialized(object message)
    {
        switch (message)
        {
            case InitJoin:
                LogInfo($"Received InitJoin message from [{Sender}], but this node is not initialized yet");
                Sender.Tell(new InitJoinNack(SelfAddress));
                break;
            case JoinSeedNodes seeds:
                StartSeedProcess(seeds.Seeds);
                break;
            case JoinTo join:
                StartJoin(join.Address);
                break;
            case Tick.SeedDeadline:
                GiveUpJoining();
                break;
            case LeaveSelf or ExitingCompleted:
                Sender.Tell(Done.Instance);
                break;
            case Leave leave when leave.Address.Equals(SelfAddress):
                _cluster.Shutdown();
                break;
            case Tick or IClusterMessage or DownNodes:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Member(object message)
    {
        switch (message)
        {
            case GossipEnvelope envelope:
                ReceiveGossip(envelope);
                break;
            case GossipStatus status:
                ReceiveStatus(status);
                break;
            case Tick tick:
                Do(tick);
                break;
            case InitJoin:
                AnswerInitJoin();
                break;
            case Join join:
                TakeIn(join);
                break;
            case Leave leave:
                LeaveMember(leave.Address);
                break;
            case Down down:
                DownMember(down.Address);
                break;
            case DownNodes down:
                DownMembers(down);
                break;
            case ExitingConfirmed confirmed:
                Update(_state.ConfirmExiting(confirmed.Node));
                break;
            case ExitingCompleted:
                ExitCompleted();
                break;
            case LeaveSelf:
                LeaveInGoodOrder();
                break;
            case JoinTo join:
                LogInfo($"Trying to join [{join.Address}] when already part of a cluster, ignoring");
                break;
            case JoinSeedNodes seeds:
                LogInfo($"Trying to join seed nodes [{string.Join(", ", seeds.Seeds)}] when already part of a cluster, ignoring");
                break;
            case Welcome or InitJoinAck or InitJoinNack:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Do(Tick tick)
    {
        switch (tick)
        {
            case Tick.Gossip:
                Gossip();
                break;
            case Tick.GossipSpeedup when _state.Gossip.Seen.Count < _state.Gossip.Members.Count / 2:
                Gossip();
                break;
            case Tick.Spread:
                SpreadNow();
                break;
            case Tick.LeaderActions:
                LeaderDuties();
                break;
            case Tick.Reap when _judgement.Allows(Now):
                Update(_state.Observe(_cluster.FailureDetector.IsAvailable));
                break;
        }
    }

    private void Every(TimeSpan interval, Tick tick) => _ticks.Add(Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(
        _settings.PeriodicTasksInitialDelay < interval ? _settings.PeriodicTasksInitialDelay : interval, interval, Self, tick, Self));

    private ICancelable Later(TimeSpan delay, Tick tick) => Context.System.Scheduler.ScheduleTellOnceCancelable(delay, Self, tick, Self);

    private void Send(Address address, object message) => _cluster.CoreAt(address).Tell(message, Self);

    private void LogInfo(string text)
    {
        if (_settings.LogInfo) _log.Info("Cluster Node [{0}] - {1}", SelfAddress, text);
    }
}
