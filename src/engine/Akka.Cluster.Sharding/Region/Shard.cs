using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <summary>
/// The parent of the entities of one shard: starts an entity with its first message, and stops it when it asks (<see cref="Passivate"/>), when it has
/// been idle, or with the shard. What comes for an entity that stops waits and starts it again.
/// </summary>
internal sealed class Shard : ActorBase, IWithTimers
{
    private static readonly TimeSpan HandOffReserve = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestStop = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Entity> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, Entity> _byRef = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly string _shardId;
    private readonly Func<string, Props> _entityProps;
    private readonly ClusterShardingSettings _settings;
    private readonly IMessageExtractor _extractor;
    private readonly object _stopMessage;
    private readonly MessageBuffers _buffers;
    private bool _stopping;

    public Shard(string shardId, Func<string, Props> entityProps, ClusterShardingSettings settings, IMessageExtractor extractor, object stopMessage)
    {
        _shardId = shardId;
        _entityProps = entityProps;
        _settings = settings;
        _extractor = extractor;
        _stopMessage = stopMessage;
        _buffers = new MessageBuffers(settings.TuningParameters.BufferSize);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        if (_settings.PassivatesIdleEntities) Timers.StartPeriodicTimer(nameof(IdleCheck), IdleCheck.Instance, _settings.PassivateIdleEntityAfter / 2);
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when _byRef.Remove(terminated.ActorRef, out var entity):
                Ended(entity);
                return true;
            case Passivate passivate:
                if (_byRef.TryGetValue(Sender, out var asking)) Stop(asking, passivate.StopMessage);
                return true;
            case IdleCheck:
                StopIdle();
                return true;
            case StopShard:
                StopAll();
                return true;
            case StopByForce:
                StopRest();
                return true;
            case GetShardState:
                Sender.Tell(new ShardState(_shardId, _entities.Keys.ToImmutableHashSet()));
                return true;
            default:
                return Deliver(message);
        }
    }

    private bool Deliver(object message)
    {
        if (_extractor.EntityId(message) is not { Length: > 0 } id) return false;
        if (_entities.TryGetValue(id, out var entity) && entity.Stopping) Keep(entity, message);
        else if (entity is not null) Pass(entity, message, Sender);
        else if (TryStart(id) is { } started) Pass(started, message, Sender);
        else Drop(message, Sender);
        return true;
    }

    private void Pass(Entity entity, object message, IActorRef sender)
    {
        entity.LastMessage = Now;
        if (message is ShardRegion.StartEntity) sender.Tell(new StartEntityAck(entity.Id, _shardId), Self);
        else if (_extractor.EntityMessage(message) is { } payload) entity.Ref.Tell(payload, sender);
        else Drop(message, sender);
    }

    private Entity? TryStart(string id)
    {
        try
        {
            var actor = Context.Watch(Context.ActorOf(_entityProps(id), Uri.EscapeDataString(id)));
            var entity = new Entity(id, actor);
            _entities[id] = entity;
            _byRef[actor] = entity;
            return entity;
        }
        catch (Exception e)
        {
            _log.Error(e, "Shard [{0}]: entity [{1}] cannot be started: {2}", _shardId, id, e.Message);
            return null;
        }
    }

    private void Keep(Entity entity, object message)
    {
        if (_buffers.TryAdd(entity.Id, message, Sender)) return;
        _log.Debug("Shard [{0}]: buffer is full, dropping message [{1}] for entity [{2}]", _shardId, message.GetType(), entity.Id);
        Drop(message, Sender);
    }

    private void Stop(Entity entity, object stopMessage)
    {
        if (entity.Stopping) return;
        entity.Stopping = true;
        entity.Ref.Tell(stopMessage, Self);
    }

    private void Ended(Entity entity)
    {
        _entities.Remove(entity.Id);
        if (_buffers.TryTake(entity.Id, out var waiting))
        {
            var again = TryStart(entity.Id);
            foreach (var (message, sender) in waiting)
            {
                if (again is null) Drop(message, sender);
                else Pass(again, message, sender);
            }
            if (_stopping && again is not null) Stop(again, _stopMessage);
        }
        StopIfDone();
    }

    private void StopIdle()
    {
        var latest = Now - _settings.PassivateIdleEntityAfter;
        foreach (var entity in _entities.Values)
            if (entity.LastMessage <= latest) Stop(entity, _stopMessage);
    }

    private void StopAll()
    {
        if (_stopping) return;
        _stopping = true;
        foreach (var entity in _entities.Values) Stop(entity, _stopMessage);
        var patience = _settings.TuningParameters.HandOffTimeout - HandOffReserve;
        Timers.StartSingleTimer(nameof(StopByForce), StopByForce.Instance, patience > ShortestStop ? patience : ShortestStop);
        StopIfDone();
    }

    private void StopRest()
    {
        _log.Warning("Shard [{0}]: {1} entities did not stop in time and are stopped by force", _shardId, _entities.Count);
        foreach (var entity in _entities.Values)
        {
            if (_buffers.TryTake(entity.Id, out var waiting))
                foreach (var (message, sender) in waiting) Drop(message, sender);
            Context.Stop(entity.Ref);
        }
    }

    private void StopIfDone()
    {
        if (_stopping && _entities.Count == 0) Context.Stop(Self);
    }

    private void Drop(object message, IActorRef sender) => Context.System.DeadLetters.Tell(new DeadLetter(message, sender, Self), sender);

    private sealed class Entity(string id, IActorRef actor)
    {
        public string Id { get; } = id;

        public IActorRef Ref { get; } = actor;

        public TimeSpan LastMessage { get; set; }

        /// <summary>It has been sent a stop message.</summary>
        public bool Stopping { get; set; }
    }

    private sealed class IdleCheck : INoSerializationVerificationNeeded
    {
        public static readonly IdleCheck Instance = new();
    }

    private sealed class StopByForce : INoSerializationVerificationNeeded
    {
        public static readonly StopByForce Instance = new();
    }
}
