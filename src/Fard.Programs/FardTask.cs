using System.Collections.Immutable;
using System.Text.Json;
using Fard.Hardware.Accelerators;

namespace Fard.Programs;

/// <summary>
/// Base class of a task in C#: sets itself up, runs again and again, handles events between, and stops when it is told to. One public class of an assembly
/// extends it, or the one that is named as the task.
/// </summary>
/// <remarks>
/// <see cref="RunAsync"/> and the handlers of events may run at the same time, on different threads; handlers run one at a time. An exception of either is a
/// crash: the task is started again as its restart policy says.
/// </remarks>
public abstract class FardTask : ITaskProgram
{
    private readonly Dictionary<string, Func<TaskEvent, CancellationToken, ValueTask>> _handlers = new(StringComparer.Ordinal);
    private ITaskContext? _context;

    /// <summary>What the task may do; there from <see cref="SetupAsync"/> on.</summary>
    /// <exception cref="InvalidOperationException">The task has not been started.</exception>
    protected ITaskContext Context => _context ?? throw new InvalidOperationException("A task has its context from SetupAsync on, not in its constructor.");

    /// <summary>The FPGA that the task holds; null: it asked for none.</summary>
    protected IAccelerator? Fpga => Context.Fpga;

    /// <summary>Prepares the task: registers events, loads the bitstream. It gets events and is a peer when this has ended.</summary>
    protected virtual ValueTask SetupAsync(CancellationToken stopping) => ValueTask.CompletedTask;

    /// <summary>Does the next piece of work; called again and again until the task is told to stop. Waits until then where a task only handles events.</summary>
    protected virtual async ValueTask RunAsync(CancellationToken stopping) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);

    /// <summary>Tidies up, within the time that a stop may take.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    /// <summary>Reads the task's configuration (FARD's <c>_parse_config</c>), before <see cref="SetupAsync"/>.</summary>
    /// <param name="config">What the application's file says below <c>config</c>.</param>
    protected virtual void ParseConfig(JsonElement config)
    {
    }

    /// <summary>Has an event handled. Events without a handler are ignored.</summary>
    /// <param name="name">The event's name; <see cref="EventNames.PeerUp"/> and <see cref="EventNames.PeerDown"/> among them.</param>
    /// <exception cref="ArgumentException">The name is registered already.</exception>
    protected void RegisterEvent(string name, Func<TaskEvent, CancellationToken, ValueTask> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (!_handlers.TryAdd(name, handle)) throw new ArgumentException($"There is a handler of '{name}' already.", nameof(name));
    }

    /// <summary>Has an event handled by its own class, which can fire it too.</summary>
    /// <exception cref="ArgumentException">An event of its name is registered already.</exception>
    protected void RegisterEvent(FardEvent registered)
    {
        ArgumentNullException.ThrowIfNull(registered);
        RegisterEvent(registered.Name, registered.HandleAsync);
        registered.Bind(Context);
    }

    /// <summary>The peers that are up, this one included, ordered by id.</summary>
    protected ImmutableArray<Peer> GetPeers(string? task = null) => Context.GetPeers(task);

    /// <summary>Fires an event with JSON; at a task, at a peer, or at the whole application (neither given).</summary>
    protected ValueTask FireAsync<T>(string name, T content, string? task = null, string? peer = null, CancellationToken cancellationToken = default) =>
        Context.FireAsync(name, new EventPayload(IsJson: true, JsonSerializer.SerializeToUtf8Bytes(content)), task, peer, cancellationToken);

    /// <summary>Fires an event with JSON at one key of a task that carries state by key; ends when it was handled and the new state is kept.</summary>
    /// <exception cref="ProgramException">It was not handled and has had no effect; the message says why.</exception>
    protected Task FireKeyedAsync<T>(string name, T content, string task, string key, CancellationToken cancellationToken = default) =>
        Context.FireKeyedAsync(name, new EventPayload(IsJson: true, JsonSerializer.SerializeToUtf8Bytes(content)), task, key, cancellationToken);

    /// <summary>Puts out data for whoever consumes the application's output; waits while that is full.</summary>
    protected ValueTask SendOutputDataAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) => Context.SendOutputAsync(data, cancellationToken);

    async Task ITaskProgram.RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
    {
        _context = context;
        using (var config = JsonDocument.Parse(context.Configuration)) ParseConfig(config.RootElement);
        await SetupAsync(stopping);
        ready();
        try
        {
            while (!stopping.IsCancellationRequested) await RunAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
        finally
        {
            await StopAsync();
        }
    }

    ValueTask ITaskProgram.HandleAsync(TaskEvent received, CancellationToken cancellationToken) =>
        _handlers.TryGetValue(received.Name, out var handle) ? handle(received, cancellationToken) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
