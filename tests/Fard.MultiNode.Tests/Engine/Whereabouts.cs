using Akka.Actor;
using Akka.Cluster;

namespace Fard.MultiNode.Tests.Engine;

/// <summary>A singleton that says where it runs.</summary>
internal sealed class Whereabouts : UntypedActor
{
    private readonly Address _here = Cluster.Get(Context.System).SelfAddress;

    protected override void OnReceive(object message) => Sender.Tell(_here.ToString());
}
