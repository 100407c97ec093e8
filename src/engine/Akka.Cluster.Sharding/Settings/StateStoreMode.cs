namespace Akka.Cluster.Sharding;

/// <summary>Where Akka.NET's coordinator keeps the homes of shards. The embedded engine takes the first two, and in both a new coordinator asks the regions.</summary>
public enum StateStoreMode
{
    Persistence,
    DData,
    Custom,
}
