using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those who subscribed to a class of them.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TClassifier, List<TSubscriber>> _subscriptions = [];
    private volatile Dictionary<TClassifier, TSubscriber[]> _cache = [];

    protected EventBus()
    {
    }

    /// <returns>Whether the subscription is new.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (!_subscriptions.TryGetValue(classifier, out var subscribers))
                _subscriptions[classifier] = subscribers = [];
            if (subscribers.Contains(subscriber))
                return false;
            subscribers.Add(subscriber);
            _cache = [];
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var removed = false;
            foreach (var subscribers in _subscriptions.Values)
                removed |= subscribers.Remove(subscriber);
            _cache = [];
            return removed;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            // Leaving a class also leaves the classes below it.
            var removed = false;
            foreach (var (key, subscribers) in _subscriptions)
            {
                if (IsSubClassification(classifier, key))
                    removed |= subscribers.Remove(subscriber);
            }

            _cache = [];
            return removed;
        }
    }

    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (!_cache.TryGetValue(classifier, out var subscribers))
            subscribers = Collect(@event, classifier);
        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    protected string SimpleName(object source) => Logging.SimpleName(source);

    protected string SimpleName(Type source) => Logging.SimpleName(source);

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    private TSubscriber[] Collect(TEvent @event, TClassifier classifier)
    {
        lock (_lock)
        {
            var subscribers = _subscriptions.Where(entry => Classify(@event, entry.Key)).SelectMany(entry => entry.Value).Distinct().ToArray();
            _cache = new Dictionary<TClassifier, TSubscriber[]>(_cache) { [classifier] = subscribers };
            return subscribers;
        }
    }
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
    where TClassifier : notnull
{
}
