using Akka.Actor;
using Fard.Actors.Observation;

namespace Fard.Actors.NodeManagement;

/// <summary>What a coordinator knows of one replica of a position.</summary>
internal sealed class PositionSlot(PlannedSlot plan)
{
    /// <summary>Its board; another after it was replaced.</summary>
    public PlannedSlot Plan { get; set; } = plan;

    public SlotState State { get; set; } = SlotState.Held;

    /// <summary>Its JobActor, once that is ready in the present attempt.</summary>
    public IActorRef? Ready { get; set; }

    /// <summary>Whether it ran, or was ready to, in the attempt before: then nothing is loaded, and it answers soon.</summary>
    public bool IsSurvivor { get; set; }

    /// <summary>Whether its JobActor knows its bitstream to be loaded.</summary>
    public bool WasReady { get; set; }

    /// <summary>What it last said of itself; null: nothing yet.</summary>
    public PositionRecord? Record { get; set; }

    /// <summary>Whether its JobActor is there and has not said its last word.</summary>
    public bool IsAlive => State is SlotState.Held or SlotState.Released;
}

/// <summary>The states of a replica of a position.</summary>
internal enum SlotState
{
    /// <summary>It has the lease of its FPGA.</summary>
    Held,

    /// <summary>Its last chunk is out and its lease returned; it waits until that has arrived.</summary>
    Released,

    /// <summary>Its last chunk has arrived, and it has stopped.</summary>
    Ended,

    /// <summary>Its board is lost, or needed by nobody any more; it waits for another.</summary>
    Lost,

    /// <summary>There is no other board; the other replicas go on without it.</summary>
    Dropped,
}
