using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Registry;

/// <summary>What a registry entry is about.</summary>
/// <param name="Name">A path without address, or a topic.</param>
/// <param name="Group">Group of a topic's subscribers; null: those without a group, or a path.</param>
internal readonly record struct EntryKey(EntryKind Kind, string Name, string? Group)
{
    public static EntryKey OfPath(string path) => new(EntryKind.Path, path, null);

    public static EntryKey OfTopic(string topic, string? group) => new(EntryKind.Topic, topic, group);
}

internal enum EntryKind : byte
{
    Path = 0,
    Topic = 1,
}

/// <summary>An entry of one member.</summary>
/// <param name="Version">The bucket's version when the entry last changed.</param>
/// <param name="Present">False marks an entry that was removed.</param>
/// <param name="Ref">The actor of a path; null for topics.</param>
internal sealed record Entry(long Version, bool Present, IActorRef? Ref);

/// <summary>The entries of an owner that have changed up to a version; entries that are not here have not.</summary>
internal sealed record BucketDelta(Address Owner, long Version, IReadOnlyList<KeyValuePair<EntryKey, Entry>> Entries);
