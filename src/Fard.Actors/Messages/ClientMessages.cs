using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Jobs;

namespace Fard.Actors.Messages;

/// <summary>Client to node manager: run a job. Sent again with the same id, it is answered again and not run twice.</summary>
/// <param name="Client">Name of the client for the fair share of boards.</param>
/// <param name="BytesPerImage">Bytes of one packed image, to be checked against the application's.</param>
/// <param name="Timeout">How long the job may run once it has its boards; zero: the application's own limit.</param>
public sealed record SubmitJob(JobId Job, string Application, string Client, int ImageCount, int BytesPerImage, TimeSpan Timeout) : IJobMessage
{
    /// <summary>The last attempt that the client has seen: what runs the job from here on begins with the next. 0: none yet.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether it was submitted to a node manager that is lost: it may run already, and its boards may be about to report it.</summary>
    public bool Again { get; init; }

    /// <summary>The client's span as W3C's <c>traceparent</c>: what the cluster does for the job is traced below it. Null: the client does not trace.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Client to node manager: give the job up.</summary>
public sealed record CancelJob(JobId Job, string Reason) : IJobMessage;

/// <summary>Node manager to client: the job waits for boards.</summary>
/// <param name="Ahead">Jobs that wait besides it.</param>
public sealed record JobQueued(JobId Job, int Ahead) : IJobMessage;

/// <summary>Coordinator to client: the job has its boards. The client feeds position 0 and collects from the last position.</summary>
public sealed record JobPlaced(JobId Job, ImmutableArray<PlacedPosition> Positions, int ChunkImages, int OutputBytesPerImage) : IJobMessage
{
    /// <summary>The attempt, counted from 1. With a later one everything of the earlier ones is over, but for the results that the client has.</summary>
    public int Attempt { get; init; } = 1;
}

/// <summary>One position of a placed job.</summary>
/// <param name="Replicas">Its replicas; chunks are dealt over them in this order by their weights.</param>
public sealed record PlacedPosition(string JobName, ImmutableArray<PlacedReplica> Replicas)
{
    /// <summary>A position with one replica.</summary>
    public PlacedPosition(string jobName, string board, DataEndpoint endpoint)
        : this(jobName, [new PlacedReplica(0, 1, board, endpoint)])
    {
    }
}

/// <summary>One replica of a position, on its board.</summary>
/// <param name="Replica">Its number within the position; it keeps it when another is lost.</param>
/// <param name="Weight">Its share of the chunks.</param>
/// <param name="Board">Name of the board.</param>
/// <param name="Endpoint">Where the board listens for chunks.</param>
public sealed record PlacedReplica(int Replica, int Weight, string Board, DataEndpoint Endpoint);

/// <summary>Client to coordinator: every result has arrived; whatever is lost from here on needs not be computed again.</summary>
public sealed record ResultsReceived(JobId Job) : IJobMessage;

/// <summary>Coordinator to client: every position has stopped.</summary>
public sealed record JobDone(JobId Job) : IJobMessage;

/// <summary>Node manager or coordinator to client: there will be no result, or no more.</summary>
public sealed record JobFailed(JobId Job, JobFailure Failure, string Reason) : IJobMessage;

/// <summary>Asks the node manager for its applications.</summary>
public sealed record GetApplications : IFardMessage;

/// <summary>The node manager's applications.</summary>
public sealed record ApplicationList(ImmutableArray<ApplicationDescription> Applications) : IFardMessage;

/// <summary>Asks the node manager for the boards that are registered; answered when there are at least <paramref name="AtLeast"/>.</summary>
public sealed record GetBoards(int AtLeast) : IFardMessage;

/// <summary>The boards that are registered.</summary>
public sealed record BoardList(ImmutableArray<BoardStatus> Boards) : IFardMessage;

/// <summary>Asks the node manager for the jobs that wait or run.</summary>
public sealed record GetJobs : IFardMessage;

/// <summary>The jobs that wait or run.</summary>
public sealed record JobList(ImmutableArray<JobStatus> Jobs) : IFardMessage;
