using System.Collections.Immutable;
using Fard.Actors.Messages;

namespace Fard.Actors.DataPlane;

/// <summary>One connection between two replicas of neighbouring positions; the client counts as a position with one replica.</summary>
/// <param name="Hello">What the side that dials says.</param>
/// <param name="Stream">The chunks that it carries.</param>
/// <param name="Peer">The replica at the other end; null: the client, or a position's only replica that is not named.</param>
public sealed record ChunkLink(Hello Hello, ChunkStream Stream, PlacedReplica? Peer)
{
    /// <summary>How chunks are dealt over <paramref name="replicas"/>; without any there is one: the client, or a position that knows of no other.</summary>
    public static ChunkDeal DealOver(ImmutableArray<PlacedReplica> replicas) =>
        replicas.Length <= 1 ? ChunkDeal.Single : ChunkDeal.Of([.. replicas.Select(replica => replica.Weight)]);

    /// <summary>The connections from each replica of <paramref name="senders"/> to one receiver, in their order.</summary>
    /// <param name="receiver">The replica that receives; 0 for the client.</param>
    /// <param name="receivers">It and its peers; empty: it alone.</param>
    /// <param name="stream">The whole stream into that position.</param>
    public static ImmutableArray<ChunkLink> Into(int receiver, ImmutableArray<PlacedReplica> receivers, ImmutableArray<PlacedReplica> senders, ChunkStream stream, HelloPurpose purpose, int attempt)
    {
        var (from, to) = (DealOver(senders), DealOver(receivers));
        var own = IndexOf(receivers, receiver);
        return [.. Enumerable.Range(0, from.Replicas).Select(index => new ChunkLink(
            new Hello(purpose, stream.Job, stream.Position, attempt, senders.IsEmpty ? 0 : senders[index].Replica, receiver),
            stream with { Share = ChunkShare.Of(from, index, to, own) },
            senders.IsEmpty ? null : senders[index]))];
    }

    /// <summary>The connections from one sender to each replica of <paramref name="receivers"/>, in their order.</summary>
    /// <param name="sender">The replica that sends; 0 for the client.</param>
    /// <param name="senders">It and its peers; empty: it alone.</param>
    /// <param name="stream">The whole stream out of that position.</param>
    public static ImmutableArray<ChunkLink> OutOf(int sender, ImmutableArray<PlacedReplica> senders, ImmutableArray<PlacedReplica> receivers, ChunkStream stream, HelloPurpose purpose, int attempt)
    {
        var (from, to) = (DealOver(senders), DealOver(receivers));
        var own = IndexOf(senders, sender);
        return [.. Enumerable.Range(0, to.Replicas).Select(index => new ChunkLink(
            new Hello(purpose, stream.Job, stream.Position, attempt, sender, receivers.IsEmpty ? 0 : receivers[index].Replica),
            stream with { Share = ChunkShare.Of(from, own, to, index) },
            receivers.IsEmpty ? null : receivers[index]))];
    }

    /// <summary>The chunks that one of <paramref name="replicas"/> computes.</summary>
    public static ChunkShare ShareOf(int replica, ImmutableArray<PlacedReplica> replicas) =>
        ChunkShare.Of(ChunkDeal.Single, 0, DealOver(replicas), IndexOf(replicas, replica));

    private static int IndexOf(ImmutableArray<PlacedReplica> replicas, int replica)
    {
        if (replicas.Length <= 1) return 0;
        for (var index = 0; index < replicas.Length; index++)
        {
            if (replicas[index].Replica == replica) return index;
        }

        throw new ArgumentException($"Replica {replica} is none of the position's.", nameof(replica));
    }
}
