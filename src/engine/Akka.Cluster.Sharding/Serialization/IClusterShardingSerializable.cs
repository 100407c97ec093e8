namespace Akka.Cluster.Sharding;

/// <summary>A message of sharding's own that crosses systems.</summary>
public interface IClusterShardingSerializable
{
}
