using System.Collections.Immutable;
using Fard.Actors.Messages;

namespace Fard.Actors.Tasks;

/// <summary>The peers of one instance as one board knows them. The newest version wins. Safe for several threads.</summary>
internal sealed class PeerTable(string application)
{
    private ApplicationPeers _peers = new(application, 0, CollectsOutput: false, []);

    /// <summary>The newest version.</summary>
    public ApplicationPeers Current => Volatile.Read(ref _peers);

    /// <summary>Takes a version in.</summary>
    /// <returns>Whether it is newer than what was known.</returns>
    public bool Update(ApplicationPeers peers)
    {
        if (peers.Id != application || peers.Version <= _peers.Version) return false;
        Volatile.Write(ref _peers, peers with { Peers = [.. peers.Peers.OrderBy(peer => peer.Id, StringComparer.Ordinal)] });
        return true;
    }

    /// <summary>The peers that an event goes to.</summary>
    public ImmutableArray<PeerEntry> Receivers(string? task, string? peer, string sender)
    {
        var peers = Current.Peers;
        if (peer is not null) return [.. peers.Where(known => known.Id == peer)];
        return [.. peers.Where(known => known.Id != sender && (task is null || known.Task == task))];
    }
}
