using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Boards;
using Fard.Actors.Messages;

namespace Fard.Actors.NodeManagement;

/// <summary>A job with its boards: what each position is told.</summary>
internal sealed record PipelinePlan(QueuedJob Job, ImmutableArray<PlannedPosition> Positions)
{
    /// <summary>Configures the positions of <paramref name="job"/> on <paramref name="slots"/>, one for each.</summary>
    public static PipelinePlan Create(QueuedJob job, ImmutableArray<FpgaSlot> slots)
    {
        var application = job.Application;
        return new PipelinePlan(job, [.. slots.Select((slot, position) => new PlannedPosition(
            slot.Board.Name,
            slot.Board.Agent,
            new ConfigureJob(
                job.Job,
                application.Name,
                application.Network,
                application.Positions[position],
                position,
                slots.Length,
                slot.Fpga,
                job.Request.ImageCount,
                application.ChunkImages,
                position + 1 < slots.Length ? slots[position + 1].Board.Info.Endpoint : null),
            new PlacedPosition(application.Positions[position].JobName, slot.Board.Name, slot.Board.Info.Endpoint)))]);
    }

    /// <summary>What the client is told.</summary>
    public JobPlaced ToPlaced() => new(Job.Job, [.. Positions.Select(position => position.Placed)], Job.Application.ChunkImages, Job.Application.OutputBytesPerImage);
}

/// <summary>One position with its board.</summary>
internal sealed record PlannedPosition(string Board, IActorRef Agent, ConfigureJob Configure, PlacedPosition Placed);
