using System.Text.Json;

namespace Fard.Programs;

/// <summary>A kind of event as a class: it can be fired, and says how it is handled. Registered with <c>RegisterEvent</c> in a task's setup.</summary>
public abstract class FardEvent
{
    private ITaskContext? _context;

    /// <summary>Its name, the same wherever the event is fired and handled; the name of the class by default.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>Fires it with JSON; at a task, at a peer, or at the whole application (neither given).</summary>
    /// <exception cref="ArgumentException">Both are given, or the content is too long.</exception>
    /// <exception cref="InvalidOperationException">It was not registered.</exception>
    public ValueTask FireAsync<T>(T content, string? task = null, string? peer = null, CancellationToken cancellationToken = default) =>
        Registered.FireAsync(Name, new EventPayload(IsJson: true, JsonSerializer.SerializeToUtf8Bytes(content)), task, peer, cancellationToken);

    /// <summary>Fires it with bytes.</summary>
    /// <inheritdoc cref="FireAsync{T}"/>
    public ValueTask FireAsync(ReadOnlyMemory<byte> content, string? task = null, string? peer = null, CancellationToken cancellationToken = default) =>
        Registered.FireAsync(Name, new EventPayload(IsJson: false, content), task, peer, cancellationToken);

    /// <summary>Handles one that another peer fired.</summary>
    public abstract ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken);

    private ITaskContext Registered => _context ?? throw new InvalidOperationException($"Register {Name} with RegisterEvent in SetupAsync before it is fired.");

    internal void Bind(ITaskContext context) => _context = context;
}
