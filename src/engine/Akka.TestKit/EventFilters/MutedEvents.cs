using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Filters that are applied to a system's log from its making to its end.</summary>
internal sealed class MutedEvents : IUnmutableFilter
{
    private readonly ActorSystem _system;
    private readonly IReadOnlyCollection<LogEventFilter> _filters;

    internal MutedEvents(ActorSystem system, IReadOnlyCollection<LogEventFilter> filters)
    {
        _system = system;
        _filters = filters;
        system.EventStream.Publish(new MuteEvents(filters));
    }

    internal int Count => _filters.Sum(filter => filter.Count);

    internal string Description => string.Join(" or ", _filters);

    public void Unmute() => _system.EventStream.Publish(new UnmuteEvents(_filters));

    public void Dispose() => Unmute();
}
