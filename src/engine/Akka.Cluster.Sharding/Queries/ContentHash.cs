namespace Akka.Cluster.Sharding;

/// <summary>Hash codes of sets and dictionaries by content, whatever their order.</summary>
internal static class ContentHash
{
    public static int Of<T>(IEnumerable<T> items)
        where T : notnull => items.Aggregate(0, (sum, item) => unchecked(sum + item.GetHashCode()));
}
