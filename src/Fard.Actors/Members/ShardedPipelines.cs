using Akka.Actor;
using Akka.Cluster.Sharding;
using Fard.Actors.Jobs;
using Fard.Actors.Messages;
using Fard.Actors.NodeManagement;

namespace Fard.Actors.Members;

/// <summary>The coordinators of all jobs, spread over the members of role head: a sharded entity for each job id.</summary>
internal static class ShardedPipelines
{
    private const string TypeName = "pipelines";

    /// <summary>Starts this head's part of them.</summary>
    /// <returns>The region, which takes every <see cref="IJobMessage"/> to the job's coordinator wherever that is.</returns>
    public static IActorRef Start(ActorSystem system, IActorRef nodeManager, JobSettings settings)
    {
        var sharding = ClusterSharding.Get(system);
        var sharded = ClusterShardingSettings.Create(system).WithRole(FardRoles.Head);
        return sharding.Start(
            TypeName,
            PipelineEntity.Props(nodeManager, settings),
            sharded,
            new JobExtractor(ShardCount(system)),
            sharding.DefaultShardAllocationStrategy(sharded),
            StopPipeline.Instance);
    }

    /// <summary>This head's region.</summary>
    internal static IActorRef RegionOf(ActorSystem system) => ClusterSharding.Get(system).ShardRegion(TypeName);

    /// <summary>The shard of a job's coordinator.</summary>
    internal static string ShardOf(ActorSystem system, JobId job) => new JobExtractor(ShardCount(system)).ShardId($"{job}");

    private static int ShardCount(ActorSystem system) => system.Settings.Config.GetInt("akka.cluster.sharding.number-of-shards", 16);

    private sealed class JobExtractor(int shards) : HashCodeMessageExtractor(shards)
    {
        public override string EntityId(object message) => message is IJobMessage job ? job.Job.ToString() : null!;
    }
}
