using Akka.Actor;
using Akka.Cluster.Heartbeats;
using Akka.Event;

namespace Akka.Cluster.Daemon;

/// <summary>The parent of the cluster's actors: it passes commands on to them, and stops the cluster when one of them fails.</summary>
internal sealed class ClusterDaemon : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _publisher = ActorRefs.Nobody;
    private IActorRef _core = ActorRefs.Nobody;

    public ClusterDaemon(Cluster cluster)
    {
        _cluster = cluster;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _log.Error(cause, "Cluster node [{0}] crashed, shutting down the cluster: {1}", _cluster.SelfAddress, cause.Message);
        _cluster.Shutdown();
        return Directive.Stop;
    });

    protected override void PreStart()
    {
        var cluster = _cluster;
        cluster.Attach(Self);
        _publisher = Context.ActorOf(Create(() => new ClusterEventPublisher(cluster)), "publisher");
        var publisher = _publisher;
        Context.ActorOf(Create(() => new HeartbeatReceiver(cluster)), "heartbeat-receiver");
        Context.ActorOf(Create(() => new HeartbeatSender(cluster)), "heartbeat-sender");
        _core = Context.ActorOf(Create(() => new ClusterCore(cluster, publisher)), "core");
        if (cluster.DowningProvider.DowningActorProps is { } downing) Context.ActorOf(downing.WithDispatcher(cluster.Settings.UseDispatcher), "downing");
    }

    protected override void PostStop() => _cluster.DaemonStopped();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Subscribe or Unsubscribe or SendCurrentState:
                _publisher.Forward(message);
                break;
            case AddStatusListener add:
                Context.ActorOf(add.Listener.WithDispatcher(_cluster.Settings.UseDispatcher));
                break;
            default:
                _core.Forward(message);
                break;
        }
    }

    private Props Create<T>(System.Linq.Expressions.Expression<Func<T>> factory)
        where T : ActorBase => Props.Create(factory).WithDispatcher(_cluster.Settings.UseDispatcher);
}
