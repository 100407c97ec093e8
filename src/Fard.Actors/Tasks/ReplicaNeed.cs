using Fard.Actors.Applications;

namespace Fard.Actors.Tasks;

/// <summary>One replica and what it takes of a board.</summary>
/// <param name="Task">Name of its task.</param>
/// <param name="Index">Which replica of the task, from 0.</param>
/// <param name="CpuMilli">Thousandths of a core.</param>
/// <param name="MemoryBytes">Bytes of memory.</param>
/// <param name="Fpga">The FPGA that is leased to it; -1: none.</param>
public sealed record ReplicaNeed(string Task, int Index, int CpuMilli, long MemoryBytes, int Fpga)
{
    /// <summary>Its id within the application.</summary>
    public string PeerId => TaskDescription.PeerId(Task, Index);
}

/// <summary>Counts of one replica since its board took it.</summary>
/// <param name="Sent">Events that it fired, one for each receiver.</param>
/// <param name="Delivered">Events that it has handled.</param>
/// <param name="Dropped">Events for it or from it that were dropped: its queue was full, whoever waited for room gave up, or they were lost on the way.</param>
/// <param name="Output">Pieces of output that were consumed.</param>
public sealed record EventCounts(long Sent, long Delivered, long Dropped, long Output)
{
    public static EventCounts None { get; } = new(0, 0, 0, 0);
}

/// <summary>A replica of a task as people see it.</summary>
/// <param name="Peer">Its id within the application.</param>
/// <param name="Task">Name of its task.</param>
/// <param name="Board">Name of its board; empty: it has none.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Restarts">How often it was started again.</param>
/// <param name="Reason">Why it is where it is, where that is of interest.</param>
/// <param name="Revision">The revision of the application that it runs.</param>
public sealed record ReplicaStatus(string Peer, string Task, string Board, TaskState State, int Restarts, string Reason, EventCounts Counts, int Revision);

/// <summary>An instance of an application that runs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Name of the application.</param>
/// <param name="Replicas">Replicas of all its tasks.</param>
/// <param name="Ready">Those that are peers now.</param>
/// <param name="Revision">Counts its restarts with other files, from 1.</param>
/// <param name="CollectsOutput">Whether its output is collected.</param>
public sealed record ApplicationSummary(string Id, string Name, int Replicas, int Ready, int Revision, bool CollectsOutput);
