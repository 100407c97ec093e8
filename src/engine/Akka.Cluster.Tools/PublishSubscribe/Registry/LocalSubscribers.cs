using Akka.Actor;

namespace Akka.Cluster.Tools.PublishSubscribe.Registry;

/// <summary>The subscribers that have registered at this member's mediator, in order of subscription.</summary>
internal sealed class LocalSubscribers
{
    private readonly Dictionary<EntryKey, List<IActorRef>> _byKey = [];
    private readonly Dictionary<IActorRef, HashSet<EntryKey>> _byActor = [];

    /// <returns>Whether it is the first of its topic and group.</returns>
    public bool Add(EntryKey key, IActorRef actor)
    {
        if (!_byKey.TryGetValue(key, out var actors)) _byKey[key] = actors = [];
        if (!_byActor.TryGetValue(actor, out var keys)) _byActor[actor] = keys = [];
        if (keys.Add(key)) actors.Add(actor);
        return actors.Count == 1;
    }

    /// <returns>Whether it was the last of its topic and group.</returns>
    public bool Remove(EntryKey key, IActorRef actor)
    {
        if (!_byActor.TryGetValue(actor, out var keys) || !keys.Remove(key)) return false;
        if (keys.Count == 0) _byActor.Remove(actor);
        var actors = _byKey[key];
        actors.Remove(actor);
        if (actors.Count > 0) return false;
        _byKey.Remove(key);
        return true;
    }

    public IReadOnlyList<IActorRef> Of(EntryKey key) => _byKey.TryGetValue(key, out var actors) ? actors : [];

    public IReadOnlyCollection<EntryKey> KeysOf(IActorRef actor) => _byActor.TryGetValue(actor, out var keys) ? [.. keys] : [];

    public bool Knows(IActorRef actor) => _byActor.ContainsKey(actor);
}
