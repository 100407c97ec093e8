using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>One attempt of a job with its boards: what each position is told.</summary>
/// <param name="Attempt">The attempt, counted from 1.</param>
/// <param name="Slots">The replicas that take part, position by position; each position has at least one.</param>
internal sealed record PipelinePlan(QueuedJob Job, int Attempt, ImmutableArray<PlannedSlot> Slots)
{
    private readonly ImmutableArray<PlacedReplica>[] _stages = [.. Enumerable.Range(0, Job.Application.Positions.Length).Select(position =>
        Slots.Where(slot => slot.Position == position).Select(slot => new PlacedReplica(slot.Replica, slot.Weight, slot.Board, slot.Endpoint)).ToImmutableArray())];

    /// <summary>The coordinator's span; null: not there yet, or nobody traces. The positions are below the client's span then.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The first attempt of <paramref name="job"/> on <paramref name="slots"/>, one for each of the application's.</summary>
    public static PipelinePlan Create(QueuedJob job, ImmutableArray<FpgaSlot> slots) => new(
        job,
        job.Request.Attempt + 1,
        [.. job.Application.Slots.Zip(slots, (place, slot) => Plan(job.Application, place.Position, place.Replica, slot))]);

    /// <summary>What is known of an attempt whose coordinator is lost.</summary>
    public static PipelinePlan Resume(RunningJob job, int attempt)
    {
        var application = job.Job.Application;
        return new PipelinePlan(job.Job with { Client = job.Client }, attempt, [.. application.Slots.Zip(job.Slots)
            .Where(slot => slot.Second.Board is not null)
            .Select(slot => Plan(application, slot.First.Position, slot.First.Replica, slot.Second))]);
    }

    private static PlannedSlot Plan(ApplicationDescription application, int position, int replica, FpgaSlot slot) => new(
        position,
        replica,
        application.Positions[position].Replicas[replica].Weight,
        slot.Board.Name,
        slot.Board.Agent,
        slot.Board.Info.Endpoint,
        slot.Fpga);

    /// <summary>What the board of <paramref name="slot"/> is told.</summary>
    public ConfigureJob Configure(PlannedSlot slot)
    {
        var application = Job.Application;
        return new ConfigureJob(
            Job.Job,
            application.Name,
            application.Network,
            application.Positions[slot.Position],
            slot.Position,
            _stages.Length,
            slot.Fpga,
            Job.Request.ImageCount,
            application.ChunkImages,
            slot.Position + 1 < _stages.Length ? _stages[slot.Position + 1] : [])
        {
            Attempt = Attempt,
            Replica = slot.Replica,
            TraceParent = TraceParent ?? Job.Request.TraceParent,
            Origin = new JobOrigin(Job.Client, Job.Request.Client, Job.Request.Timeout) { ApplicationVersion = application.Version },
            Peers = _stages[slot.Position],
            Upstream = slot.Position > 0 ? _stages[slot.Position - 1] : [],
        };
    }

    /// <summary>Names of the boards, for people.</summary>
    public string Boards => string.Join(", ", Slots.Select(slot => slot.Board));

    /// <summary>Chunks of the job that <paramref name="slot"/> computes.</summary>
    public long ChunksOf(PlannedSlot slot)
    {
        var chunks = (Job.Request.ImageCount + (long)Job.Application.ChunkImages - 1) / Job.Application.ChunkImages;
        return ChunkLink.ShareOf(slot.Replica, _stages[slot.Position]).CountBefore(chunks);
    }

    /// <summary>What the client is told.</summary>
    public JobPlaced ToPlaced() =>
        new(Job.Job, [.. _stages.Select((stage, position) => new PlacedPosition(Job.Application.Positions[position].JobName, stage))], Job.Application.ChunkImages, Job.Application.OutputBytesPerImage)
        {
            Attempt = Attempt,
        };
}

/// <summary>One replica of a position with its board.</summary>
internal sealed record PlannedSlot(int Position, int Replica, int Weight, string Board, IActorRef Agent, DataEndpoint Endpoint, int Fpga);
