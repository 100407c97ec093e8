using System.Text.Json;

namespace Fard.Programs;

/// <summary>Base class of a task in C# that carries state by key, such as a counter for each camera. The state travels as JSON.</summary>
/// <typeparam name="TState">The state of one key.</typeparam>
public abstract class FardKeyedTask<TState> : FardTask, IKeyedProgram
    where TState : class
{
    /// <summary>Handles one event of one key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="state">Its state; null: it has none yet.</param>
    /// <returns>Its state from now on; null: it is forgotten.</returns>
    protected abstract ValueTask<TState?> HandleAsync(string key, TState? state, TaskEvent received, CancellationToken cancellationToken);

    async ValueTask<ReadOnlyMemory<byte>> IKeyedProgram.HandleKeyedAsync(TaskEvent received, string key, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        var before = state.IsEmpty ? null : JsonSerializer.Deserialize<TState>(state.Span);
        var after = await HandleAsync(key, before, received, cancellationToken);
        return after is null ? default : JsonSerializer.SerializeToUtf8Bytes(after);
    }
}
