using Fard.Programs;

namespace Fard.Actors.Tasks.Events;

/// <summary>An event with a key on its way through a program.</summary>
/// <param name="Key">The key.</param>
/// <param name="State">Its state before.</param>
internal sealed record KeyedWork(string Key, ReadOnlyMemory<byte> State)
{
    /// <summary>Gets its state from then on, or why there is none.</summary>
    public TaskCompletionSource<ReadOnlyMemory<byte>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>An event that waits.</summary>
internal sealed record QueuedEvent(TaskEvent Event, EventSource? Source, long Sequence, KeyedWork? Keyed);
