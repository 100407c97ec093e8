using Akka.Actor;
using Akka.Cluster.Daemon;
using Akka.Cluster.Gossiping;
using Akka.Cluster.Tools.Singleton.Serialization;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>
/// Runs one instance of an actor in the whole cluster: on the oldest member with a role. One manager runs on every such member, under the same path.
/// When the owner leaves, it stops the instance with the termination message, and the next oldest starts one after it has been told so;
/// when the owner crashes, once it is removed from the cluster.
/// <code>
/// Younger --(is oldest, former owner still there)--> BecomingOldest --(HandOverDone, or former owner removed)--> Oldest
/// Younger --(is oldest, nobody before)--> Oldest --(exits)--> HandingOver --(instance stopped)--> End
/// </code>
/// </summary>
public sealed partial class ClusterSingletonManager : ReceiveActor
{
    private const string MinimumRetriesKey = "akka.cluster.singleton.min-number-of-hand-over-retries";

    private readonly Props _singletonProps;
    private readonly object _terminationMessage;
    private readonly ClusterSingletonManagerSettings _settings;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly SingletonOwners _owners;
    private readonly UniqueAddress _self;
    private readonly int _maximumRetries;
    private readonly List<IActorRef> _waitingForExit = [];
    private MembershipState _state;
    private Phase _phase = Phase.Younger;
    private IActorRef? _singleton;
    private bool _stopping;

    public ClusterSingletonManager(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings)
    {
        if (settings.Role is { } role && !_cluster.SelfRoles.Contains(role))
            throw new ArgumentException($"This cluster member [{_cluster.SelfAddress}] doesn't have the role [{role}]", nameof(settings));
        _singletonProps = singletonProps;
        _terminationMessage = terminationMessage;
        _settings = settings;
        _owners = new SingletonOwners(settings.Role, settings.ConsiderAppVersion);
        _self = _cluster.SelfUniqueAddress;
        _state = MembershipState.Initial(_self);
        Context.System.Settings.InjectTopLevelFallback(DefaultConfig());
        var byMargin = (int)(settings.RemovalMargin / settings.HandOverRetryInterval) + 3;
        _maximumRetries = Math.Max(byMargin, Context.System.Settings.Config.GetInt(MinimumRetriesKey));
        ClusterSingletonMessageSerializer.Register((ExtendedActorSystem)Context.System);
        AddShutdownTask();
        ReceiveAny(message =>
        {
            if (!Handle(message)) Unhandled(message);
        });
    }

    private enum Phase
    {
        Younger,
        BecomingOldest,
        Oldest,
        HandingOver,
        End,
    }

    /// <summary>The reference configuration of singletons and their proxies.</summary>
    public static Config DefaultConfig() =>
        ConfigurationFactory.FromResource("Akka.Cluster.Tools.Configuration.Singleton.conf", typeof(ClusterSingletonManager).Assembly);

    /// <summary>A manager whose singleton is stopped with <see cref="PoisonPill"/>.</summary>
    public static Props Props(Props singletonProps, ClusterSingletonManagerSettings settings) => Props(singletonProps, PoisonPill.Instance, settings);

    /// <param name="terminationMessage">Asks the singleton to stop itself when it is handed over.</param>
    public static Props Props(Props singletonProps, object terminationMessage, ClusterSingletonManagerSettings settings) =>
        Actor.Props.Create(() => new ClusterSingletonManager(singletonProps, terminationMessage, settings)).WithDeploy(Deploy.Local);

    protected override void PreStart() => _cluster.Subscribe(Self, typeof(MembershipChanged));

    protected override void PostStop()
    {
        CancelRetries();
        _cluster.Unsubscribe(Self);
        AnswerWaiting();
    }

    private bool Handle(object message)
    {
        switch (message)
        {
            case MembershipChanged changed:
                Change(changed.State);
                return true;
            case ClusterEvent.ClusterShuttingDown:
                return true;
            case HandOverToMe:
                HandOverRequested();
                return true;
            case HandOverInProgress:
                _log.Info("Hand-over of singleton is in progress at [{0}]", Sender.Path.Address);
                _retries = 0;
                return true;
            case HandOverDone:
                FormerOwnerDone(Sender.Path.Address);
                return true;
            case TakeOverFromMe:
                if (_phase is Phase.Younger or Phase.BecomingOldest) Sender.Tell(new HandOverToMe());
                return true;
            case Retry:
                AskAgain();
                return true;
            case MarginOver margin:
                if (_phase == Phase.BecomingOldest && margin.Number == _margin) BecomeOldest();
                return true;
            case Terminated terminated when terminated.ActorRef.Equals(_singleton):
                SingletonStopped();
                return true;
            case SelfExiting:
                _waitingForExit.Add(Sender);
                AnswerWaitingIfDone();
                return true;
            default:
                return false;
        }
    }

    private void AddShutdownTask()
    {
        var (self, cluster) = (Self, _cluster);
        var shutdown = CoordinatedShutdown.Get(Context.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "singleton-exiting", async () =>
        {
            if (cluster.IsTerminated || cluster.SelfMember.Status is MemberStatus.Down or MemberStatus.Removed) return Done.Instance;
            try
            {
                await self.Ask<Done>(new SelfExiting(), shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting)).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                // The phase is over; the singleton ends with the actor system.
            }
            return Done.Instance;
        });
    }

    private void AnswerWaitingIfDone()
    {
        if (_singleton is null && (_phase == Phase.End || _state.SelfStatus is MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed)) AnswerWaiting();
    }

    private void AnswerWaiting()
    {
        foreach (var waiting in _waitingForExit) waiting.Tell(Done.Instance);
        _waitingForExit.Clear();
    }
}
