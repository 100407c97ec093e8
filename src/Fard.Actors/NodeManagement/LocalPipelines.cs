using Akka.Actor;
using Akka.Cluster.Sharding;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>The pipelines where there is no cluster to shard them over: an entity for each job, all in this process.</summary>
internal sealed class LocalPipelines : ReceiveActor
{
    public LocalPipelines(IActorRef nodeManager, JobSettings settings)
    {
        Receive<IJobMessage>(message =>
        {
            var name = $"{message.Job}";
            var entity = Context.Child(name);
            if (entity.IsNobody()) entity = Context.ActorOf(PipelineEntity.Props(nodeManager, settings), name);
            entity.Forward(message);
        });
        Receive<Passivate>(message => Sender.Tell(message.StopMessage));
    }

    public static Props Props(IActorRef nodeManager, JobSettings settings) => Akka.Actor.Props.Create(() => new LocalPipelines(nodeManager, settings));
}
