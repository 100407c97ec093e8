using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor.Internal;

/// <summary>The children of a cell by name. The guardians' children are made by any thread, so access is locked; a name is reserved before its child
/// exists and stays taken until the child has stopped.</summary>
internal sealed class ChildrenContainer
{
    private readonly Dictionary<string, ChildRestartStats?> _byName = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private HashSet<string>? _terminating;
    private SuspendReason _reason = SuspendReason.UserRequest;
    private bool _terminated;

    /// <summary>Why the cell waits for children; null while none is stopping.</summary>
    public SuspendReason? Reason => _terminated ? SuspendReason.Termination : _terminating is { Count: > 0 } ? _reason : null;

    public IReadOnlyList<ChildRestartStats> Stats
    {
        get
        {
            lock (_lock)
            {
                var stats = new List<ChildRestartStats>(_byName.Count);
                foreach (var child in _byName.Values)
                {
                    if (child is not null)
                        stats.Add(child);
                }

                return stats;
            }
        }
    }

    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The parent is stopping.</exception>
    public void Reserve(string name, IActorRef parent)
    {
        lock (_lock)
        {
            if (_terminated || Reason == SuspendReason.Termination)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}': {parent} is {(_terminated ? "terminated" : "terminating")}");
            if (!_byName.TryAdd(name, null))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_lock)
        {
            if (_byName.TryGetValue(name, out var child) && child is null)
                _byName.Remove(name);
        }
    }

    public void Fill(string name, ChildRestartStats child)
    {
        lock (_lock)
            _byName[name] = child;
    }

    public bool TryGet(string name, [NotNullWhen(true)] out ChildRestartStats? child)
    {
        lock (_lock)
            return _byName.TryGetValue(name, out child) && child is not null;
    }

    public bool TryGet(IActorRef actor, [NotNullWhen(true)] out ChildRestartStats? child) => TryGet(actor.Path.Name, out child) && child.Child.Equals(actor);

    public void MarkTerminating(IActorRef child)
    {
        lock (_lock)
        {
            if (_terminated)
                return;
            if (_terminating is null or { Count: 0 })
                _reason = SuspendReason.UserRequest;
            (_terminating ??= new HashSet<string>(StringComparer.Ordinal)).Add(child.Path.Name);
        }
    }

    /// <returns>Whether there are stopping children to wait for.</returns>
    public bool SetReason(SuspendReason reason)
    {
        lock (_lock)
        {
            if (_terminating is not { Count: > 0 })
                return false;
            _reason = reason;
            return true;
        }
    }

    public void SetTerminated()
    {
        lock (_lock)
            _terminated = true;
    }

    /// <returns>The reason for waiting when this child was the last one waited for; otherwise null.</returns>
    public SuspendReason? Remove(IActorRef actor)
    {
        lock (_lock)
        {
            _byName.Remove(actor.Path.Name);
            if (_terminating?.Remove(actor.Path.Name) != true || _terminating.Count > 0)
                return null;
            if (_reason == SuspendReason.Termination)
                _terminated = true;
            return _reason;
        }
    }
}
