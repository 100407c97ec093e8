using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those who subscribed to a class of them.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TClassifier, List<Subscription<TSubscriber, TClassifier>>> _subscriptions = [];
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
            if (subscribers.Any(subscription => Equals(subscription.Subscriber, subscriber)))
                return false;
            subscribers.Add(new Subscription<TSubscriber, TClassifier>(subscriber));
            _cache = [];
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            var removed = 0;
            foreach (var subscribers in _subscriptions.Values)
                removed += subscribers.RemoveAll(subscription => Equals(subscription.Subscriber, subscriber));
            _cache = [];
            return removed > 0;
        }
    }

    /// <summary>Ends a subscription to a class; for one that has subscribed to a class above, excepts this class from it.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            _cache = [];
            if (_subscriptions.TryGetValue(classifier, out var direct) && direct.RemoveAll(subscription => Equals(subscription.Subscriber, subscriber)) > 0)
                return true;
            var above = _subscriptions.Where(entry => IsSubClassification(entry.Key, classifier))
                .SelectMany(entry => entry.Value)
                .Where(subscription => Equals(subscription.Subscriber, subscriber))
                .ToList();
            foreach (var subscription in above)
                subscription.Unsubscriptions.Add(classifier);
            return above.Count > 0;
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
            var subscribers = _subscriptions.Where(entry => Classify(@event, entry.Key))
                .SelectMany(entry => entry.Value)
                .Where(subscription => !subscription.Unsubscriptions.Any(except => IsSubClassification(except, classifier)))
                .Select(subscription => subscription.Subscriber)
                .Distinct()
                .ToArray();
            _cache = new Dictionary<TClassifier, TSubscriber[]>(_cache) { [classifier] = subscribers };
            return subscribers;
        }
    }
}

public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
    where TClassifier : notnull
{
}

/// <summary>A subscriber of a class of events, with the classes below that it does not want.</summary>
public class Subscription<TSubscriber, TClassifier>
{
    public Subscription(TSubscriber subscriber)
        : this(subscriber, [])
    {
    }

    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        Unsubscriptions = new HashSet<TClassifier>(unsubscriptions);
    }

    public TSubscriber Subscriber { get; }

    public ISet<TClassifier> Unsubscriptions { get; }
}
