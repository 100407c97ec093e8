using System.Collections.Concurrent;

namespace Akka.Actor.Internal;

/// <summary>A branch of the hierarchy whose children are no actors but bare references, such as the ones that wait for the answer to an Ask.</summary>
internal sealed class VirtualPathContainer(IActorRefProvider provider, ActorPath path, IInternalActorRef parent) : MinimalActorRef
{
    private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);

    public override IInternalActorRef Parent { get; } = parent;

    public override ActorPath Path { get; } = path;

    public override IActorRefProvider Provider { get; } = provider;

    public void Add(string name, IInternalActorRef actor) => _children[name] = actor;

    public void Remove(string name) => _children.TryRemove(name, out _);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
            return this;
        if (name[0].Length == 0)
            return GetChild([.. name.Skip(1)]);
        var hash = name[0].IndexOf('#');
        if (!_children.TryGetValue(hash < 0 ? name[0] : name[0][..hash], out var child))
            return ActorRefs.Nobody;
        return name.Count == 1 ? child : child.GetChild([.. name.Skip(1)]);
    }
}
