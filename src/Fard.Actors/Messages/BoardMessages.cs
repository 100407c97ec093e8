using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Actors.Messages;

/// <summary>
/// BoardAgent to node manager: this board is there. Repeated until it is answered, and told again whenever the node manager moves or something of it has
/// changed.
/// </summary>
public sealed record RegisterBoard(BoardInfo Board) : IFardMessage
{
    /// <summary>Counts what the agent has told; the answer repeats it.</summary>
    public int Revision { get; init; }

    /// <summary>Whether the board leaves: it takes no new position.</summary>
    public bool Leaving { get; init; }

    /// <summary>The FPGAs that its tasks hold, for a node manager that does not know them.</summary>
    public ImmutableArray<Tasks.FpgaLease> TaskLeases { get; init; } = [];

    /// <summary>The positions that it hosts, as they were configured, for a node manager that does not know them.</summary>
    public ImmutableArray<ConfigureJob> Positions { get; init; } = [];
}

/// <summary>Node manager to BoardAgent: the board is registered with the sender.</summary>
public sealed record BoardRegistered(string Board) : IFardMessage
{
    /// <summary>The <see cref="RegisterBoard.Revision"/> that it answers.</summary>
    public int Revision { get; init; }
}

/// <summary>Node manager to BoardAgent: the board cannot be registered; the agent tries again later.</summary>
public sealed record BoardRefused(string Board, string Reason) : IFardMessage;

/// <summary>Coordinator to BoardAgent: spawn the JobActor of one position and have it load its bitstream.</summary>
/// <param name="Application">Name of the application.</param>
/// <param name="Network">Name of the network.</param>
/// <param name="Description">The position as the application describes it.</param>
/// <param name="Position">Its place in the flow of data, counted from 0.</param>
/// <param name="PositionCount">Positions of the pipeline.</param>
/// <param name="Fpga">The FPGA of the board that is leased to it.</param>
/// <param name="ImageCount">Images of the job.</param>
/// <param name="ChunkImages">Images of a chunk.</param>
/// <param name="Downstream">The replicas of the next position and where they listen; empty for the last position, from which the client collects.</param>
public sealed record ConfigureJob(
    JobId Job,
    string Application,
    string Network,
    PositionDescription Description,
    int Position,
    int PositionCount,
    int Fpga,
    int ImageCount,
    int ChunkImages,
    ImmutableArray<PlacedReplica> Downstream) : IPositionMessage
{
    /// <summary>A position whose neighbours have one replica each.</summary>
    /// <param name="downstream">Where the next position listens; null for the last.</param>
    public ConfigureJob(
        JobId job,
        string application,
        string network,
        PositionDescription description,
        int position,
        int positionCount,
        int fpga,
        int imageCount,
        int chunkImages,
        DataEndpoint? downstream)
        : this(job, application, network, description, position, positionCount, fpga, imageCount, chunkImages, downstream is null ? [] : [new PlacedReplica(0, 1, "", downstream)])
    {
    }

    /// <summary>The attempt, counted from 1; the position drops what it has of an earlier one.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Which replica of the position this is.</summary>
    public int Replica { get; init; }

    /// <summary>The replicas of the position, this one among them; empty: this one alone.</summary>
    public ImmutableArray<PlacedReplica> Peers { get; init; } = [];

    /// <summary>The replicas of the position before; empty for the first, which the client feeds, or for a single one.</summary>
    public ImmutableArray<PlacedReplica> Upstream { get; init; } = [];

    /// <summary>Whose job it is, for a node manager that takes it over; null: nobody will.</summary>
    public JobOrigin? Origin { get; init; }

    /// <summary>The span that the position is traced below; null: nobody traces the job.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The chunks into this position.</summary>
    public ChunkStream Input => new(Job, Position, Description.InputBytesPerImage, ImageCount, ChunkImages);

    /// <summary>The chunks out of this position.</summary>
    public ChunkStream Output => new(Job, Position + 1, Description.OutputBytesPerImage, ImageCount, ChunkImages);
}

/// <summary>What a board keeps of a job for a node manager that has to take it over.</summary>
/// <param name="Client">The client that sent it.</param>
/// <param name="Name">Its name for the fair share of boards.</param>
/// <param name="Timeout">How long it may run; zero: the application's own limit.</param>
public sealed record JobOrigin(IActorRef Client, string Name, TimeSpan Timeout)
{
    /// <summary>The version of the application that the job runs by.</summary>
    public long ApplicationVersion { get; init; }
}

/// <summary>JobActor to coordinator: configured, and its bitstream is loaded.</summary>
/// <param name="Reloaded">False if the bitstream was loaded already.</param>
public sealed record PositionReady(JobId Job, int Position, bool Reloaded) : IPositionMessage
{
    /// <inheritdoc/>
    public int Replica { get; init; }

    /// <inheritdoc/>
    public int Attempt { get; init; } = 1;
}

/// <summary>Coordinator to JobActor: every position is ready; begin.</summary>
public sealed record StartJob(JobId Job) : IJobMessage
{
    /// <summary>The attempt that begins.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The coordinator's span, below which the position is traced from now on; null: it traces nothing.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Coordinator to BoardAgent: stop the position.</summary>
public sealed record StopJob(JobId Job, int Position, string Reason) : IPositionMessage
{
    /// <inheritdoc/>
    public int Replica { get; init; }

    /// <summary>The last attempt that is to stop; the answer says it again.</summary>
    public int Attempt { get; init; } = 1;
}

/// <summary>JobActor to coordinator: chunks that the position has put out so far.</summary>
public sealed record PositionProgress(JobId Job, int Position, long Chunks) : IJobMessage;

/// <summary>JobActor to coordinator: the last chunk is out and the FPGA is free; what remains is to hear that it has arrived.</summary>
public sealed record FpgaReleased(JobId Job, int Position) : IPositionMessage
{
    /// <inheritdoc/>
    public int Replica { get; init; }

    /// <inheritdoc/>
    public int Attempt { get; init; } = 1;
}

/// <summary>
/// JobActor to coordinator: this attempt is over here, because a data connection broke or carried something wrong, or a neighbour gave up. The position
/// keeps its FPGA and waits for the next attempt.
/// </summary>
/// <param name="Failure">What the job fails with if there is no next attempt; <see cref="JobFailure.Cancelled"/>: the client gave up or is gone.</param>
/// <param name="Secondary">Whether a neighbour said so: that one knows the reason.</param>
public sealed record PositionBroken(JobId Job, int Position, JobFailure Failure, string Reason, bool Secondary) : IPositionMessage
{
    /// <inheritdoc/>
    public int Replica { get; init; }

    /// <inheritdoc/>
    public int Attempt { get; init; } = 1;
}

/// <summary>BoardAgent to coordinator: the position's JobActor has stopped, and its FPGA is free.</summary>
/// <param name="Failure">Null if its last chunk is out.</param>
/// <param name="Secondary">Whether it only failed because another position, or the coordinator, said so.</param>
public sealed record PositionEnded(JobId Job, int Position, JobFailure? Failure, string Reason, bool Secondary) : IPositionMessage
{
    /// <inheritdoc/>
    public int Replica { get; init; }

    /// <inheritdoc/>
    public int Attempt { get; init; } = 1;

    /// <summary>What it did; null: nothing is known.</summary>
    public PositionRecord? Record { get; init; }
}
