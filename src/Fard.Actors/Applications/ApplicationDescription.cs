using System.Collections.Immutable;

namespace Fard.Actors.Applications;

/// <summary>An application as data: a network, split into the positions of a pipeline.</summary>
/// <param name="Name">Name that jobs are submitted to.</param>
/// <param name="Network">Name of the network.</param>
/// <param name="Positions">The positions in the order of the data's flow; together they compute every layer once.</param>
public sealed record ApplicationDescription(string Name, string Network, ImmutableArray<PositionDescription> Positions)
{
    /// <summary>Counts the plans that were deployed under this name, from 1; 0: as the heads are configured.</summary>
    public long Version { get; init; }

    /// <summary>Bytes of one packed input image.</summary>
    public int InputBytesPerImage => Positions[0].InputBytesPerImage;

    /// <summary>Bytes of one packed result.</summary>
    public int OutputBytesPerImage => Positions[^1].OutputBytesPerImage;

    /// <summary>Boards that a job of it takes: one for each replica of each position.</summary>
    public int SlotCount => Positions.Sum(position => position.Replicas.Length);

    /// <summary>Every replica of every position, position by position: the order of a job's slots.</summary>
    public IEnumerable<(int Position, int Replica)> Slots =>
        Positions.SelectMany((position, index) => Enumerable.Range(0, position.Replicas.Length).Select(replica => (index, replica)));

    /// <summary>The place of a replica among <see cref="Slots"/>; -1 where there is none.</summary>
    public int SlotOf(int position, int replica) =>
        position >= 0 && position < Positions.Length && replica >= 0 && replica < Positions[position].Replicas.Length
            ? Positions.Take(position).Sum(before => before.Replicas.Length) + replica
            : -1;

    /// <summary>Most images of one job.</summary>
    public int MaxImages { get; init; } = 100_000;

    /// <summary>Images of a chunk; 1 lets the positions overlap most.</summary>
    public int ChunkImages { get; init; } = 1;

    /// <summary>Most jobs of this application that wait for boards.</summary>
    public int MaxQueue { get; init; } = 256;

    /// <summary>How long a job may wait for boards.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a job may run once it has its boards, where the client does not say.</summary>
    public TimeSpan JobTimeout { get; init; } = TimeSpan.FromMinutes(10);
}
