namespace Fard.Programs;

/// <summary>
/// A program that handles events with a key (<c>keyed: true</c>). It keeps nothing itself: the state of a key comes with each event, and what it gives back
/// is the state from then on, wherever the next event of that key is handled.
/// </summary>
public interface IKeyedProgram
{
    /// <summary>Handles one event of one key; called one at a time, beside no other event.</summary>
    /// <param name="state">The key's state; empty: it has none yet.</param>
    /// <returns>Its state from now on, at most <see cref="EventNames.MaxStateBytes"/>; empty: it is forgotten.</returns>
    ValueTask<ReadOnlyMemory<byte>> HandleKeyedAsync(TaskEvent received, string key, ReadOnlyMemory<byte> state, CancellationToken cancellationToken);
}
