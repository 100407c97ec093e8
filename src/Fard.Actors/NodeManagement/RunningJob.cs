using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;

namespace Fard.Actors.NodeManagement;

/// <summary>A job that has its boards, in the node manager.</summary>
internal sealed class RunningJob(QueuedJob job, ImmutableArray<FpgaSlot> slots, IActorRef coordinator)
{
    public QueuedJob Job { get; } = job;

    /// <summary>Its FPGAs, in the order of <see cref="Applications.ApplicationDescription.Slots"/>.</summary>
    public ImmutableArray<FpgaSlot> Slots { get; private set; } = slots;

    public IActorRef Coordinator { get; } = coordinator;

    public IActorRef Client { get; set; } = job.Client;

    public JobPhase Phase { get; set; } = JobPhase.Configuring;

    public long ChunksDone { get; set; }

    /// <summary>A lost position has another FPGA.</summary>
    public void Replace(int slot, FpgaSlot fpga) => Slots = Slots.SetItem(slot, fpga);

    public JobStatus ToStatus() => new(
        Job.Job, Job.Application.Name, Job.Request.Client, Job.Request.ImageCount, Phase, ChunksDone, [.. Slots.Select(slot => slot.Board.Name)]);
}
