using Akka.Cluster.Gossiping;

namespace Akka.Cluster.Daemon;

/// <content>How views spread.</content>
internal sealed partial class ClusterCore
{
    private const int EagerPeers = 3;

    private void Gossip()
    {
        var probability = GossipTargets.DifferentViewProbability(
            _settings.GossipDifferentViewProbability, _settings.ReduceGossipDifferentViewProbability, _state.Gossip.Members.Count);
        if (GossipTargets.Choose(_state, Random.Shared.NextDouble() < probability, Random.Shared) is not { } peer) return;
        if (_state.Gossip.IsSeenBy(peer)) SendStatus(peer);
        else GossipTo(peer);
    }

    /// <summary>Tells the leader and a few peers at once what has changed here, so that it need not wait for the next interval.</summary>
    private void GossipEagerly()
    {
        var peers = _state.Gossip.Members.Select(m => m.UniqueAddress).Where(n => GossipTargets.IsValid(_state, n)).ToArray();
        Random.Shared.Shuffle(peers);
        var leader = _state.Leader;
        foreach (var peer in peers.OrderBy(p => p != leader).Take(EagerPeers)) GossipTo(peer);
    }

    private void GossipTo(UniqueAddress node) => Send(node.Address, new GossipEnvelope(SelfNode, node, _state.Gossip));

    private void SendStatus(UniqueAddress node) => Send(node.Address, new GossipStatus(SelfNode, _state.Gossip.Version, GossipStatus.Digest(_state.Gossip)));

    private void ReceiveStatus(GossipStatus status)
    {
        if (!GossipTargets.IsValid(_state, status.From)) return;
        switch (_state.Gossip.Version.CompareTo(status.Version))
        {
            case CausalOrder.Same when GossipStatus.Digest(_state.Gossip) == status.SeenDigest:
                break;
            case CausalOrder.Before:
                SendStatus(status.From);
                break;
            default:
                GossipTo(status.From);
                break;
        }
    }

    private void ReceiveGossip(GossipEnvelope envelope)
    {
        var remote = envelope.Gossip;
        if (envelope.To != SelfNode || !remote.Has(SelfNode)) return;
        if (!GossipTargets.IsValid(_state, envelope.From)) return;
        var (next, order) = _state.Receive(remote);
        var sawOurs = remote.IsSeenBy(SelfNode);
        Update(next, ownChange: false);
        if (order == CausalOrder.Concurrent || (order == CausalOrder.Before && envelope.From != _state.Leader)) Spread();
        var talkBack = order switch
        {
            CausalOrder.Same => !sawOurs,
            CausalOrder.Before => !sawOurs,
            _ => true,
        };
        if (talkBack && _state.Gossip.Has(envelope.From)) GossipTo(envelope.From);
    }
}
