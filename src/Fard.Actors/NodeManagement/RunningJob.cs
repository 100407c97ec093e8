using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>A job that has its boards, in the node manager.</summary>
internal sealed class RunningJob(QueuedJob job, ImmutableArray<FpgaSlot> slots)
{
    public QueuedJob Job { get; } = job;

    /// <summary>Its FPGAs, in the order of <see cref="Applications.ApplicationDescription.Slots"/>; one without a board is not known, or there is none.</summary>
    public ImmutableArray<FpgaSlot> Slots { get; private set; } = slots;

    /// <summary>Its coordinator; null while that has not said that it is there.</summary>
    public IActorRef? Coordinator { get; set; }

    /// <summary>The last attempt that the node manager has heard of.</summary>
    public int Attempt { get; set; } = job.Request.Attempt + 1;

    /// <summary>Whether boards report it and not all have yet; it has no coordinator, as far as is known.</summary>
    public bool IsRestored { get; set; }

    /// <summary>What its coordinator is to be told when it is there: to end the job.</summary>
    public EndPipeline? End { get; set; }

    public IActorRef Client { get; set; } = job.Client;

    public JobPhase Phase { get; set; } = JobPhase.Configuring;

    public long ChunksDone { get; set; }

    /// <summary>A lost position has another FPGA.</summary>
    public void Replace(int slot, FpgaSlot fpga) => Slots = Slots.SetItem(slot, fpga);

    public JobStatus ToStatus() => new(
        Job.Job, Job.Application.Name, Job.Request.Client, Job.Request.ImageCount, Phase, ChunksDone, [.. Slots.Select(slot => slot.Board?.Name ?? "")]);
}
