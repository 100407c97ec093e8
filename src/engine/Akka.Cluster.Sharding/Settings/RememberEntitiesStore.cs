namespace Akka.Cluster.Sharding;

/// <summary>Where Akka.NET keeps remembered entities. The embedded engine has none and refuses to remember entities.</summary>
public enum RememberEntitiesStore
{
    DData,
    Eventsourced,
    Custom,
}
