using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <content>Death watch: whom this actor watches, and who watches it.</content>
internal sealed partial class ActorCell
{
    private static readonly object PlainWatch = new();

    private Dictionary<IActorRef, object>? _watching;
    private Dictionary<IActorRef, object>? _terminatedQueued;
    private HashSet<IInternalActorRef>? _watchedBy;
    private bool _subscribedToAddressTerminated;

    public IActorRef Watch(IActorRef subject) => WatchAs(subject, PlainWatch);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchAs(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        var watchee = (IInternalActorRef)subject;
        if (!watchee.Equals(Self) && _watching?.Remove(watchee) == true)
        {
            watchee.SendSystemMessage(new Unwatch(watchee, Self));
            MaintainAddressTerminatedSubscription();
        }

        _terminatedQueued?.Remove(watchee);
        return subject;
    }

    private IActorRef WatchAs(IActorRef subject, object message)
    {
        var watchee = (IInternalActorRef)subject;
        if (watchee.Equals(Self))
            return subject;
        if (_watching is not null && _watching.TryGetValue(watchee, out var already))
        {
            if (!Equals(already, message))
                throw new InvalidOperationException($"Watch({Self}, {subject}) termination message was not overwritten from [{MessageText(already)}] to [{MessageText(message)}]. If this was intended, unwatch first before using Watch / WatchWith with another message.");
            return subject;
        }

        watchee.SendSystemMessage(new Watch(watchee, Self));
        (_watching ??= []).Add(watchee, message);
        MaintainAddressTerminatedSubscription();
        return subject;

        static string MessageText(object value) => ReferenceEquals(value, PlainWatch) ? "Terminated" : value.ToString()!;
    }

    /// <summary>Delivers a queued <see cref="Terminated"/>, unless the actor has unwatched meanwhile.</summary>
    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued?.Remove(terminated.ActorRef, out var message) != true)
            return;
        ReceiveMessage(ReferenceEquals(message, PlainWatch) ? terminated : message!);
    }

    private void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watching?.Remove(actor, out var message) == true)
        {
            MaintainAddressTerminatedSubscription();
            if (!IsTerminating)
            {
                (_terminatedQueued ??= [])[actor] = message;
                Self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
            }
        }

        if (_children?.TryGet(actor, out _) == true)
            HandleChildTerminated(actor);
    }

    private void AddWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        var watchesSelf = watchee.Equals(Self);
        var isWatcher = watcher.Equals(Self);
        if (watchesSelf && !isWatcher)
        {
            if ((_watchedBy ??= []).Add(watcher))
                MaintainAddressTerminatedSubscription();
        }
        else if (!watchesSelf && isWatcher)
        {
            Watch(watchee);
        }
        else
        {
            SystemImpl.EventStream.Publish(new Warning(Self.Path.ToString(), ActorType, $"BUG: illegal Watch({watchee},{watcher} for {Self}"));
        }
    }

    private void RemoveWatcher(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (watchee.Equals(Self) && !watcher.Equals(Self))
        {
            if (_watchedBy?.Remove(watcher) == true)
                MaintainAddressTerminatedSubscription();
        }
        else if (!watchee.Equals(Self) && watcher.Equals(Self))
        {
            Unwatch(watchee);
        }
    }

    /// <summary>Everybody at an address that is taken for dead is dead to this actor.</summary>
    private void ReceivedAddressTerminated(Address address)
    {
        _watchedBy?.RemoveWhere(watcher => watcher.Path.Address.Equals(address));
        if (_watching is null)
            return;
        foreach (var watched in _watching.Keys.Where(actor => actor.Path.Address.Equals(address)).ToList())
            Self.SendSystemMessage(new DeathWatchNotification(watched, _children?.TryGet(watched, out _) == true, true));
    }

    private void TellWatchersWeDied()
    {
        if (_watchedBy is null)
            return;
        foreach (var watcher in _watchedBy.OrderBy(watcher => watcher.IsLocal))
        {
            if (!watcher.Equals(Parent))
                watcher.SendSystemMessage(new DeathWatchNotification(Self, true, false));
        }

        _watchedBy = null;
        MaintainAddressTerminatedSubscription();
    }

    private void UnwatchWatchedActors()
    {
        var watched = _watching;
        _watching = null;
        _terminatedQueued = null;
        if (watched is null)
            return;
        foreach (var actor in watched.Keys)
            ((IInternalActorRef)actor).SendSystemMessage(new Unwatch((IInternalActorRef)actor, Self));
        MaintainAddressTerminatedSubscription();
    }

    /// <summary>Only an actor that watches, or is watched by, one of another system needs to hear of lost addresses.</summary>
    private void MaintainAddressTerminatedSubscription()
    {
        var needed = _watching?.Keys.Any(actor => !((IInternalActorRef)actor).IsLocal) == true || _watchedBy?.Any(watcher => !watcher.IsLocal) == true;
        if (needed == _subscribedToAddressTerminated)
            return;
        _subscribedToAddressTerminated = needed;
        if (needed)
            SystemImpl.AddressTerminatedTopic.Subscribe(Self);
        else
            SystemImpl.AddressTerminatedTopic.Unsubscribe(Self);
    }
}
