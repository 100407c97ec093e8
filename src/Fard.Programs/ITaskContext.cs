using System.Collections.Immutable;
using Fard.Hardware.Accelerators;

namespace Fard.Programs;

/// <summary>What a task's program may do: fire events, see its peers, put out data, use the FPGA that it was given. Safe for several threads.</summary>
public interface ITaskContext
{
    /// <summary>The instance of the application; peers and events of other instances are never seen.</summary>
    string ApplicationId { get; }

    /// <summary>Name of the task.</summary>
    string TaskName { get; }

    /// <summary>This peer: one replica of the task.</summary>
    string PeerId { get; }

    /// <summary>The task's configuration as JSON, as the application's file has it.</summary>
    string Configuration { get; }

    /// <summary>Folder with the application's files on this board; read only.</summary>
    string Folder { get; }

    /// <summary>The FPGA that the task holds; null: it asked for none. Its load and run go through the board's DeviceActor.</summary>
    IAccelerator? Fpga { get; }

    /// <summary>The peers that are up, this one included, ordered by id.</summary>
    /// <param name="task">Only those of this task; null: all.</param>
    ImmutableArray<Peer> GetPeers(string? task = null);

    /// <summary>Fires an event at one peer, at all peers of a task, or at the whole application (neither given); never at itself unless it names itself.</summary>
    /// <exception cref="ArgumentException">Both <paramref name="task"/> and <paramref name="peer"/> are given, or the name or the payload is too long.</exception>
    ValueTask FireAsync(string name, EventPayload payload, string? task = null, string? peer = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Fires an event at one key of a task that carries state by key, wherever that key lives. Ends when the event was handled and the new state is kept; an
    /// event that failed has had no effect and may be fired again.
    /// </summary>
    /// <exception cref="ArgumentException">The name, the key or the payload is too long.</exception>
    /// <exception cref="ProgramException">It was not handled; the message says why.</exception>
    Task FireKeyedAsync(string name, EventPayload payload, string task, string key, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This task has no keyed tasks beside it.");

    /// <summary>Puts out data for whoever consumes the application's output; waits while that is full. Without collection the data is dropped.</summary>
    ValueTask SendOutputAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default);

    /// <summary>Logs a line of the program's output.</summary>
    void Log(string level, string line);
}
