using Akka.Actor;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Tasks;

namespace Fard.Actors.NodeManagement.Tasks;

/// <summary>One replica of a task in the node manager: where it is to be, and what its board said of it last.</summary>
internal sealed class TaskReplica(TaskDescription task, int index)
{
    public TaskDescription Task { get; set; } = task;

    public int Index { get; } = index;

    public string PeerId => TaskDescription.PeerId(Task.Name, Index);

    /// <summary>Its board; null: it has none.</summary>
    public BoardState? Board { get; private set; }

    /// <summary>What it takes of its board.</summary>
    public ReplicaNeed? Need { get; private set; }

    /// <summary>Who holds its FPGA; null: it has none.</summary>
    public JobId? Lease { get; private set; }

    /// <summary>Which life of it this is, or was the last.</summary>
    public long Incarnation { get; private set; }

    public TaskState State { get; set; } = TaskState.Waiting;

    public string Reason { get; set; } = "";

    public int Revision { get; set; }

    public int Restarts { get; set; }

    public EventCounts Counts { get; set; } = EventCounts.None;

    /// <summary>Its TaskActor, once its board has reported it.</summary>
    public IActorRef? Actor { get; set; }

    /// <summary>Whether its board has reported this life of it.</summary>
    public bool IsSeen => Actor is not null;

    /// <summary>The reservation that its board promised it; 0: none.</summary>
    public long Reservation { get; set; }

    /// <summary>When it got its board.</summary>
    public DateTimeOffset Placed { get; private set; }

    /// <summary>When its board was told last.</summary>
    public DateTimeOffset Told { get; set; }

    /// <summary>Before this moment it gets no board.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>A board that could not run it.</summary>
    public string? Avoid { get; set; }

    /// <summary>Whether it takes what it needs of its board.</summary>
    public bool HoldsBoard => Board is not null && State.HoldsBoard();

    public void Place(BoardState board, ReplicaNeed need, JobId? lease, long incarnation, DateTimeOffset now)
    {
        (Board, Need, Lease, Incarnation, Placed) = (board, need, lease, incarnation, now);
        (State, Reason, Actor, Told) = (TaskState.Launching, "", null, default);
        Reservation = 0;
    }

    public void Unplace(string reason)
    {
        (Board, Need, Lease, Actor) = (null, null, null, null);
        (State, Reason) = (TaskState.Waiting, reason);
    }

    public ReplicaStatus ToStatus() => new(PeerId, Task.Name, Board?.Name ?? "", State, Restarts, Reason, Counts, Revision);
}
