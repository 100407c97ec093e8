using System.Collections.Immutable;

namespace Fard.Actors.Jobs;

/// <summary>How far a job is. The numbers travel between members: never change one.</summary>
public enum JobPhase
{
    /// <summary>Waits for boards.</summary>
    Queued = 1,

    /// <summary>Has its boards; they are being configured and load their bitstreams.</summary>
    Configuring = 2,

    /// <summary>Every position was started.</summary>
    Running = 3,

    /// <summary>Over; positions are stopping.</summary>
    Ending = 4,

    /// <summary>A board or a connection was lost; what is lost is replaced, and the next attempt is set up.</summary>
    Recovering = 5,
}

/// <summary>A job as the node manager sees it.</summary>
/// <param name="ChunksDone">Chunks that the last position has put out, as far as reported.</param>
/// <param name="Boards">Names of its boards, by position; empty while it waits.</param>
public sealed record JobStatus(JobId Job, string Application, string Client, int ImageCount, JobPhase Phase, long ChunksDone, ImmutableArray<string> Boards);
