using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Cluster.Tools.Singleton;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>What passes between the region and the coordinator.</content>
public sealed partial class ShardRegion
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    private readonly SingletonOwners _owners;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private UniqueAddress? _owner;
    private MemberStatus _ownStatus = MemberStatus.Removed;
    private IActorRef? _coordinator;
    private TimeSpan _registrationDelay = FirstRetry;

    private void Follow(MembershipState state)
    {
        var owner = _owners.Owner(state)?.UniqueAddress;
        var becameUp = state.SelfStatus == MemberStatus.Up && _ownStatus != MemberStatus.Up;
        _ownStatus = state.SelfStatus;
        if (owner == _owner)
        {
            if (becameUp && _coordinator is null) StartRegistration();
            return;
        }
        _owner = owner;
        if (_coordinator is not null) Context.Unwatch(_coordinator);
        _coordinator = null;
        StartRegistration();
        StopShardsThatNobodyTakes();
    }

    private void StartRegistration()
    {
        _registrationDelay = FirstRetry;
        SendRegistration();
    }

    private void SendRegistration()
    {
        if (_coordinator is not null || _owner is null) return;
        object message = _entityProps is null ? new RegisterProxy(Self) : new Register(Self, [.. _shards.Keys]);
        Context.ActorSelection(new RootActorPath(_owner.Address) / _coordinatorPath).Tell(message, Self);
        Timers.StartSingleTimer(nameof(TryRegister), TryRegister.Instance, _registrationDelay);
        _registrationDelay = TimeSpan.FromTicks(Math.Min(_registrationDelay.Ticks * 2, _settings.TuningParameters.RetryInterval.Ticks));
    }

    private void Registered(IActorRef coordinator)
    {
        if (_owner is null || !Home(coordinator).Equals(_owner.Address) || coordinator.Equals(_coordinator)) return;
        if (_coordinator is not null) Context.Unwatch(_coordinator);
        _coordinator = Context.Watch(coordinator);
        Timers.Cancel(nameof(TryRegister));
        RepeatRequests();
    }

    private Address Home(IActorRef actor) => actor.Path.Address.HasLocalScope ? _cluster.SelfAddress : actor.Path.Address;

    private void RepeatRequests()
    {
        if (_coordinator is null) return;
        foreach (var shard in _buffers.Ids) _coordinator.Tell(new GetShardHome(shard), Self);
        if (_shuttingDown) _coordinator.Tell(new ShutdownRequest(Self), Self);
    }

    private void Obey(object message)
    {
        switch (message)
        {
            case ShardHome home when home.Region.Equals(Self):
                Host(home.Shard);
                break;
            case ShardHome home:
                if (_shards.ContainsKey(home.Shard)) break;
                Context.Watch(home.Region);
                SetHome(home.Shard, home.Region);
                break;
            case HostShard host:
                if (Host(host.Shard)) Sender.Tell(new ShardStarted(host.Shard), Self);
                break;
            case BeginHandOff handOff:
                Forget(handOff.Shard);
                break;
            case HandOff handOff:
                HandOffShard(handOff.Shard);
                break;
        }
    }

    /// <summary>False when the shard is not hosted: this region goes.</summary>
    private bool Host(string shard)
    {
        if (_shuttingDown || _entityProps is null) return false;
        if (_shards.TryGetValue(shard, out var local) && local.Stopping) local.StartAgain = true;
        else StartShard(shard);
        return true;
    }

    /// <summary>The acknowledgement follows the messages on their way, so that none comes to the shard after it.</summary>
    private void Forget(string shard)
    {
        var way = Sender;
        if (_homes.TryGetValue(shard, out var home) && !home.Equals(Self))
        {
            _homes.Remove(shard);
            way = home;
        }
        way.Tell(new BeginHandOffAck(shard), Self);
    }

    private void HandOffShard(string shard)
    {
        _homes.Remove(shard);
        if (!_shards.TryGetValue(shard, out var local))
        {
            Sender.Tell(new ShardStopped(shard), Self);
            return;
        }
        local.Stopping = true;
        local.StartAgain = false;
        local.Ref.Tell(new StopShard(), Self);
    }

    private void ShutDown()
    {
        if (!_shuttingDown) _log.Info("{0}: region shuts down and hands off {1} shards", _typeName, _shards.Count);
        _shuttingDown = true;
        RepeatRequests();
        StopShardsThatNobodyTakes();
        StopIfDone();
    }

    /// <summary>Without a member that could run a coordinator there is nobody to hand off to.</summary>
    private void StopShardsThatNobodyTakes()
    {
        if (!_shuttingDown || _owner is not null) return;
        foreach (var shard in _shards.Keys.ToList()) HandOffShardHere(shard);
        foreach (var shard in _buffers.Ids.ToList())
            if (_buffers.TryTake(shard, out var waiting))
                foreach (var (message, sender) in waiting) Drop(message, sender);
        StopIfDone();
    }

    private void HandOffShardHere(string shard)
    {
        _homes.Remove(shard);
        _shards[shard].Stopping = true;
        _shards[shard].Ref.Tell(new StopShard(), Self);
    }

    private void StopIfDone()
    {
        if (_shuttingDown && _shards.Count == 0 && _buffers.IsEmpty) Context.Stop(Self);
    }

    private void AddShutdownTask()
    {
        var (self, cluster, stopped) = (Self, _cluster, _stopped.Task);
        CoordinatedShutdown.Get(Context.System).AddTask(CoordinatedShutdown.PhaseClusterShardingShutdownRegion, "region-shutdown", async () =>
        {
            if (cluster.IsTerminated || cluster.SelfMember.Status is MemberStatus.Down or MemberStatus.Removed) return Done.Instance;
            self.Tell(GracefulShutdown.Instance, ActorRefs.NoSender);
            await stopped.ConfigureAwait(false);
            return Done.Instance;
        });
    }
}
