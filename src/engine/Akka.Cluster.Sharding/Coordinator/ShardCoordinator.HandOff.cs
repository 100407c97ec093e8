using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>How shards move.</content>
internal sealed partial class ShardCoordinator
{
    private readonly Dictionary<string, Move> _moves = new(StringComparer.Ordinal);
    private bool _choosing;

    private bool HandleHandOff(object message)
    {
        switch (message)
        {
            case RebalanceTick:
                Rebalance();
                return true;
            case RebalanceChosen chosen:
                _choosing = false;
                if (chosen.Cause is not null) _log.Warning(chosen.Cause, "{0}: rebalance failed: {1}", _typeName, chosen.Cause.Message);
                foreach (var shard in chosen.Shards) BeginMove(shard);
                return true;
            case ShutdownRequest request:
                if (!_homes.Has(request.Region)) return true;
                _leaving.Add(request.Region);
                if (_recovery is null) MoveAwayFrom(request.Region);
                return true;
            case BeginHandOffAck ack:
                if (_moves.TryGetValue(ack.Shard, out var acknowledged)) Acknowledged(ack.Shard, acknowledged, Sender);
                return true;
            case ShardStopped stopped:
                if (_moves.TryGetValue(stopped.Shard, out var moved) && moved.From.Equals(Sender)) EndMove(stopped.Shard);
                return true;
            case MoveTimedOut late when _moves.TryGetValue(late.Shard, out var move) && ReferenceEquals(move, late.Move):
                _log.Warning("{0}: shard [{1}] did not leave [{2}] in time and stays there", _typeName, late.Shard, move.From.Path);
                _moves.Remove(late.Shard);
                Homeless(late.Shard);
                return true;
            case MoveTimedOut:
                return true;
            case Repeat:
                foreach (var (shard, move) in _moves) SendMove(shard, move);
                return true;
            default:
                return false;
        }
    }

    private void Rebalance()
    {
        if (_recovery is not null || _choosing) return;
        var regions = _homes.Allocations(IsActive);
        if (regions.Count == 0) return;
        Task<IImmutableSet<string>> choice;
        try
        {
            choice = _strategy.Rebalance(regions, _moves.Keys.ToImmutableHashSet());
        }
        catch (Exception e)
        {
            choice = Task.FromException<IImmutableSet<string>>(e);
        }
        _choosing = true;
        choice.PipeTo(Self, Self, shards => new RebalanceChosen(shards, null), cause => new RebalanceChosen(ImmutableHashSet<string>.Empty, cause));
    }

    private void MoveAwayFrom(IActorRef region)
    {
        foreach (var shard in _homes.In(region).ToList()) BeginMove(shard);
    }

    private void BeginMove(string shard)
    {
        if (_homes.Of(shard) is not { } from || _moves.ContainsKey(shard) || _gone.Contains(from)) return;
        _log.Info("{0}: shard [{1}] leaves [{2}]", _typeName, shard, from.Path);
        var move = new Move(from, _homes.Regions.Where(r => !_gone.Contains(r)).Concat(_proxies));
        _moves[shard] = move;
        Timers.Cancel(HostTimer(shard));
        Timers.StartSingleTimer("move " + shard, new MoveTimedOut(shard, move), _settings.TuningParameters.HandOffTimeout);
        SendMove(shard, move);
    }

    private void SendMove(string shard, Move move)
    {
        foreach (var region in move.Unacknowledged) region.Tell(new BeginHandOff(shard), Self);
        if (move.Unacknowledged.Count == 0) move.From.Tell(new HandOff(shard), Self);
    }

    private void Acknowledged(string shard, Move move, IActorRef region)
    {
        if (move.Unacknowledged.Remove(region) && move.Unacknowledged.Count == 0) SendMove(shard, move);
    }

    private void AcknowledgedByEnd(IActorRef region)
    {
        foreach (var (shard, move) in _moves.ToList())
        {
            if (move.From.Equals(region)) CancelMove(shard);
            else Acknowledged(shard, move, region);
        }
    }

    /// <summary>The region has ended: what becomes of its shards is decided with it.</summary>
    private void CancelMove(string shard)
    {
        _moves.Remove(shard);
        Timers.Cancel("move " + shard);
    }

    private void EndMove(string shard)
    {
        CancelMove(shard);
        _homes.Deallocate(shard);
        Homeless(shard);
    }

    private sealed class Move(IActorRef from, IEnumerable<IActorRef> unacknowledged)
    {
        public IActorRef From { get; } = from;

        public HashSet<IActorRef> Unacknowledged { get; } = [.. unacknowledged];
    }

    private sealed record MoveTimedOut(string Shard, Move Move) : INoSerializationVerificationNeeded;

    private sealed record RebalanceChosen(IImmutableSet<string> Shards, Exception? Cause) : INoSerializationVerificationNeeded;
}
