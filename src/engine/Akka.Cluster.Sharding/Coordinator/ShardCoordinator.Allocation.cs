using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Sharding;

/// <content>Where a shard lives, and who decides it.</content>
internal sealed partial class ShardCoordinator
{
    private static string HostTimer(string shard) => "host " + shard;

    private void FindHome(string shard, IActorRef requester)
    {
        if (HomeNow(shard) is { } home)
        {
            requester.Tell(new ShardHome(shard, home), Self);
            return;
        }
        if (!_waiting.TryGetValue(shard, out var waiting)) _waiting[shard] = waiting = [];
        waiting.Add(requester);
        Homeless(shard);
    }

    /// <summary>The home of a shard that neither moves nor waits for the end of its old one.</summary>
    private IActorRef? HomeNow(string shard) => _homes.Of(shard) is { } home && _recovery is null && !_moves.ContainsKey(shard) && !_gone.Contains(home) ? home : null;

    /// <summary>Finds a home for a shard that somebody waits for, unless it moves still or is being allocated.</summary>
    private void Homeless(string shard)
    {
        if (_recovery is not null || _moves.ContainsKey(shard) || _allocating.Contains(shard) || !_waiting.TryGetValue(shard, out var waiting)) return;
        if (_homes.Of(shard) is not null)
        {
            AnswerWaiting(shard);
            return;
        }
        var regions = _homes.Allocations(IsActive);
        if (regions.Count == 0)
        {
            // Who asked asks again.
            _waiting.Remove(shard);
            return;
        }
        _allocating.Add(shard);
        Task<IActorRef> choice;
        try
        {
            choice = _strategy.AllocateShard(waiting.First(), shard, regions);
        }
        catch (Exception e)
        {
            choice = Task.FromException<IActorRef>(e);
        }
        if (choice.IsCompletedSuccessfully) Allocate(new Allocated(shard, choice.Result, null));
        else choice.PipeTo(Self, Self, region => new Allocated(shard, region, null), cause => new Allocated(shard, null, cause));
    }

    private void Allocate(Allocated allocated)
    {
        var (shard, region, cause) = allocated;
        _allocating.Remove(shard);
        if (_homes.Of(shard) is null)
        {
            if (cause is not null || region is null || !_homes.Has(region) || !IsActive(region))
            {
                _log.Warning(cause, "{0}: shard [{1}] was not allocated: {2}", _typeName, shard, cause?.Message ?? $"region [{region?.Path}] hosts no shards");
                _waiting.Remove(shard);
                return;
            }
            _homes.Allocate(shard, region);
            Host(shard);
        }
        AnswerWaiting(shard);
    }

    private void AnswerWaiting(string shard)
    {
        if (HomeNow(shard) is not { } home || !_waiting.Remove(shard, out var waiting)) return;
        foreach (var requester in waiting) requester.Tell(new ShardHome(shard, home), Self);
    }

    /// <summary>Tells the region of a shard, again and again until it confirms.</summary>
    private void Host(string shard)
    {
        if (_homes.Of(shard) is not { } region || _moves.ContainsKey(shard)) return;
        region.Tell(new HostShard(shard), Self);
        Timers.StartSingleTimer(HostTimer(shard), new RepeatHost(shard), _settings.TuningParameters.ShardStartTimeout);
    }

    /// <summary>Whether a region takes shards.</summary>
    private bool IsActive(IActorRef region) => !_leaving.Contains(region) && !_gone.Contains(region) && MemberOf(region)?.Status == MemberStatus.Up;

    private sealed record Allocated(string Shard, IActorRef? Region, Exception? Cause) : INoSerializationVerificationNeeded;

    private sealed record RepeatHost(string Shard) : INoSerializationVerificationNeeded;
}
