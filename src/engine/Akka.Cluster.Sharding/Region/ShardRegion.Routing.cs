using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>From a message to the shard of its entity.</content>
public sealed partial class ShardRegion
{
    private bool Route(object message, IActorRef sender)
    {
        if (_extractor.EntityId(message) is not { Length: > 0 } entity) return false;
        if (_extractor.ShardId(entity, message) is not { Length: > 0 } shard)
        {
            _log.Warning("{0}: no shard for message [{1}] to entity [{2}], dropping it", _typeName, message.GetType(), entity);
            Drop(message, sender);
            return true;
        }
        if (_homes.TryGetValue(shard, out var home)) Pass(shard, home, message, sender);
        else Keep(shard, message, sender);
        return true;
    }

    private void Pass(string shard, IActorRef home, object message, IActorRef sender) => (home.Equals(Self) ? _shards[shard].Ref : home).Tell(message, sender);

    private void Keep(string shard, object message, IActorRef sender)
    {
        var asked = _buffers.Has(shard);
        if (!_buffers.TryAdd(shard, message, sender))
        {
            _log.Debug("{0}: buffer is full, dropping message [{1}] for shard [{2}]", _typeName, message.GetType(), shard);
            Drop(message, sender);
            return;
        }
        if (!asked) _coordinator?.Tell(new GetShardHome(shard), Self);
    }

    private void Flush(string shard)
    {
        if (!_buffers.TryTake(shard, out var waiting)) return;
        foreach (var (message, sender) in waiting) Pass(shard, _homes[shard], message, sender);
    }

    private void SetHome(string shard, IActorRef home)
    {
        _homes[shard] = home;
        Flush(shard);
    }

    private void StartShard(string shard)
    {
        if (!_shards.ContainsKey(shard))
        {
            var (entityProps, settings, extractor, stopMessage) = (_entityProps!, _settings, _extractor, _handOffStopMessage);
            var actor = Context.ActorOf(Props.Create(() => new Shard(shard, entityProps, settings, extractor, stopMessage)), Uri.EscapeDataString(shard));
            _shards[shard] = new LocalShard(Context.Watch(actor));
        }
        SetHome(shard, Self);
    }

    private void ShardEnded(string id, LocalShard shard)
    {
        _shards.Remove(id);
        if (_homes.TryGetValue(id, out var home) && home.Equals(Self)) _homes.Remove(id);
        if (shard.StartAgain && !_shuttingDown) StartShard(id);
        else if (shard.Stopping) _coordinator?.Tell(new ShardStopped(id), Self);
        StopIfDone();
    }

    private void Drop(object message, IActorRef sender) => Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);
}
