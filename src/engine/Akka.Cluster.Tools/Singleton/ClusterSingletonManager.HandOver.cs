using Akka.Actor;
using Akka.Cluster.Gossiping;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <content>Who owns the singleton, and how it passes on.</content>
public sealed partial class ClusterSingletonManager
{
    private readonly HashSet<UniqueAddress> _done = [];
    private Member? _owner;
    private ICancelable? _retryTimer;
    private int _retries;
    private int _margin;
    private bool _crashed;

    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }

    private sealed record MarginOver(int Number);

    private void Change(MembershipState next)
    {
        var previous = _state;
        _state = next;
        var formerOwner = _owner;
        _owner = _owners.Owner(next);
        _crashed |= _owners.Going(previous, _self).Append(formerOwner).OfType<Member>().Any(m =>
            !next.Gossip.Has(m.UniqueAddress) && previous.Gossip.Find(m.UniqueAddress) is not { Status: MemberStatus.Exiting });
        _done.RemoveWhere(n => !next.Gossip.Has(n));
        switch (_phase)
        {
            case Phase.Younger or Phase.BecomingOldest when _owner?.UniqueAddress == _self:
                TryBecomeOldest();
                break;
            case Phase.Oldest when _owner?.UniqueAddress != _self:
                HandOver();
                break;
            case Phase.BecomingOldest when _owner?.UniqueAddress != _self:
                CancelRetries();
                _phase = Phase.Younger;
                break;
        }
        AnswerWaitingIfDone();
    }

    /// <summary>This member is to own the singleton. It waits while a former owner that is not gone has not said that it is done.</summary>
    private void TryBecomeOldest()
    {
        var going = _owners.Going(_state, _self).Where(m => !_done.Contains(m.UniqueAddress)).ToList();
        if (going.Count == 0)
        {
            if (_phase == Phase.BecomingOldest && _retryTimer is null) return;
            CancelRetries();
            if (_crashed && _settings.RemovalMargin > TimeSpan.Zero) WaitForMargin();
            else BecomeOldest();
            return;
        }
        if (_phase == Phase.BecomingOldest) return;
        _log.Info("Becoming owner of the singleton; waiting for [{0}] to hand over or be removed", string.Join(", ", going.Select(m => m.Address)));
        _phase = Phase.BecomingOldest;
        _retries = 0;
        _retryTimer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, _settings.HandOverRetryInterval, Self, Retry.Instance, Self);
    }

    private void WaitForMargin()
    {
        _phase = Phase.BecomingOldest;
        Context.System.Scheduler.ScheduleTellOnce(_settings.RemovalMargin, Self, new MarginOver(++_margin), Self);
    }

    private void AskAgain()
    {
        if (_phase != Phase.BecomingOldest || _retryTimer is null) return;
        if (++_retries > _maximumRetries)
            throw new ClusterSingletonManagerIsStuckException($"Becoming singleton oldest was stuck because the former owner is unresponsive after {_maximumRetries} requests");
        foreach (var member in _owners.Going(_state, _self))
            if (!_done.Contains(member.UniqueAddress)) ManagerAt(member.Address).Tell(new HandOverToMe(), Self);
    }

    private void FormerOwnerDone(Address address)
    {
        foreach (var member in _state.Gossip.Members)
            if (member.Address.Equals(address)) _done.Add(member.UniqueAddress);
        if (_phase == Phase.BecomingOldest && _owner?.UniqueAddress == _self) TryBecomeOldest();
    }

    private void BecomeOldest()
    {
        CancelRetries();
        _phase = Phase.Oldest;
        _crashed = false;
        _log.Info("Singleton manager starting singleton actor [{0}/{1}]", Self.Path, _settings.SingletonName);
        _singleton = Context.Watch(Context.ActorOf(_singletonProps, _settings.SingletonName));
    }

    /// <summary>This member goes: the instance stops at once, and the next owner is told to ask.</summary>
    private void HandOver()
    {
        _phase = Phase.HandingOver;
        if (_owner is { } next)
        {
            _log.Info("Singleton manager hands over to [{0}]", next.Address);
            ManagerAt(next.Address).Tell(new TakeOverFromMe(), Self);
        }
        StopSingleton();
    }

    private void HandOverRequested()
    {
        if (_singleton is not null && _owner?.UniqueAddress == _self && _state.SelfStatus is MemberStatus.Up or MemberStatus.Leaving)
        {
            // The other side's view is ahead of ours: this member will hear that it exits.
            _log.Info("Hand-over asked for by [{0}] while this member still owns the singleton", Sender.Path.Address);
            return;
        }
        if (_singleton is null)
        {
            // Whoever asks sees this member go and counts on the answer: it must not start an instance any more. A new incarnation at the address of
            // the one that was meant vouches for that one's end, not for its own.
            if (_state.SelfMember is not null) Finish();
            Sender.Tell(new HandOverDone());
            return;
        }
        Sender.Tell(new HandOverInProgress());
        if (_phase != Phase.HandingOver)
        {
            _phase = Phase.HandingOver;
            StopSingleton();
        }
    }

    private void StopSingleton()
    {
        if (_singleton is null)
        {
            SingletonStopped();
            return;
        }
        if (_stopping) return;
        _stopping = true;
        _singleton.Tell(_terminationMessage, Self);
    }

    private void SingletonStopped()
    {
        _singleton = null;
        _stopping = false;
        if (_phase != Phase.HandingOver)
        {
            _log.Info("Singleton actor [{0}/{1}] was terminated", Self.Path, _settings.SingletonName);
            return;
        }
        Finish();
        if (_owner is { } next && next.UniqueAddress != _self) ManagerAt(next.Address).Tell(new HandOverDone(), Self);
        AnswerWaitingIfDone();
    }

    private void Finish()
    {
        CancelRetries();
        _phase = Phase.End;
    }

    private void CancelRetries()
    {
        _retryTimer?.Cancel();
        _retryTimer = null;
        _margin++;
    }

    private ActorSelection ManagerAt(Address address) => Context.ActorSelection(new RootActorPath(address) / Self.Path.Elements);
}
