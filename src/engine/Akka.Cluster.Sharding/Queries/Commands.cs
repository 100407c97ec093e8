namespace Akka.Cluster.Sharding;

/// <summary>What a region or shard is told to do.</summary>
public interface IShardRegionCommand
{
}

/// <summary>Asks a region about itself or the cluster.</summary>
public interface IShardRegionQuery
{
}

/// <summary>
/// From an entity to its parent, the shard: stop me. The shard sends the stop message back; what comes for the entity until it has stopped waits and
/// starts it again.
/// </summary>
public sealed class Passivate : IShardRegionCommand
{
    public Passivate(object stopMessage)
    {
        StopMessage = stopMessage;
    }

    public object StopMessage { get; }
}

/// <summary>Makes a region give its shards to other regions and stop.</summary>
public sealed class GracefulShutdown : IShardRegionCommand
{
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown()
    {
    }
}
