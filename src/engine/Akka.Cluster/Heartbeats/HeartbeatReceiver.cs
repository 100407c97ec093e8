using Akka.Actor;
using Akka.Cluster.Daemon;

namespace Akka.Cluster.Heartbeats;

/// <summary>Answers the heart beats of those that monitor this member.</summary>
internal sealed class HeartbeatReceiver : UntypedActor
{
    private readonly Cluster _cluster;

    public HeartbeatReceiver(Cluster cluster)
    {
        _cluster = cluster;
    }

    protected override void OnReceive(object message)
    {
        if (message is Heartbeat heartbeat) Sender.Tell(new HeartbeatRsp(_cluster.SelfUniqueAddress, heartbeat.Number));
        else Unhandled(message);
    }
}
