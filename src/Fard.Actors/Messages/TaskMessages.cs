using System.Collections.Immutable;
using Akka.Actor;
using Fard.Actors.Jobs;
using Fard.Actors.Tasks;

namespace Fard.Actors.Messages;

/// <summary>A message to the part of the node manager that runs tasks.</summary>
internal interface ITaskManagerMessage : IFardMessage;

/// <summary>A message from the node manager to a board about its tasks.</summary>
internal interface ITaskBoardMessage : IFardMessage;

/// <summary>Client to node manager: run an instance of an application, whose files the heads have. Sent again with the same id, it is answered again.</summary>
/// <param name="Id">Id of the instance, chosen by the client.</param>
/// <param name="Content">Hash of the listing of its files.</param>
/// <param name="File">Name of the file that describes it.</param>
/// <param name="Text">What that file says.</param>
public sealed record SendApplication(string Id, string Content, string File, string Text) : ITaskManagerMessage
{
    public override string ToString() => $"{nameof(SendApplication)} {Id}";
}

/// <summary>Node manager to client: every replica has a board and is launched.</summary>
public sealed record ApplicationSent(string Id) : IFardMessage;

/// <summary>Node manager to client: what was asked for cannot be done, and nothing has changed.</summary>
public sealed record TasksRefused(string Id, string Reason) : IFardMessage;

/// <summary>Client to node manager: stop every task of an instance. Answered by <see cref="ApplicationKilled"/> when they have stopped.</summary>
public sealed record KillApplication(string Id) : ITaskManagerMessage;

/// <summary>Node manager to client: no task of it runs any more.</summary>
public sealed record ApplicationKilled(string Id) : IFardMessage;

/// <summary>
/// Client to node manager: run an instance with other files, replica by replica; sent again with the same request it is answered again. Answered by <see cref="ApplicationRestarted"/> when every replica is ready
/// with them, or by <see cref="TasksRefused"/> when one is not.
/// </summary>
public sealed record RestartApplication(string Id, string Request, string Content, string File, string Text) : ITaskManagerMessage
{
    public override string ToString() => $"{nameof(RestartApplication)} {Id}";
}

/// <summary>Node manager to client: every replica runs with the files that were sent last.</summary>
public sealed record ApplicationRestarted(string Id) : IFardMessage;

/// <summary>Client to node manager: collect an instance's output from now on, or drop it.</summary>
public sealed record SetOutputCollection(string Id, bool Collect) : ITaskManagerMessage;

/// <summary>Node manager to client: that is so from now on.</summary>
public sealed record OutputCollectionSet(string Id, bool Collect) : IFardMessage;

/// <summary>Client to node manager: which instances there are, and the tasks of one.</summary>
/// <param name="Id">The instance whose tasks are wanted; empty: none.</param>
public sealed record GetTasks(string Id) : ITaskManagerMessage;

/// <summary>Node manager to client: the instances that run, and the replicas of the one that was asked for.</summary>
public sealed record TaskList(ImmutableArray<ApplicationSummary> Applications, ImmutableArray<ReplicaStatus> Tasks) : IFardMessage;

/// <summary>Client to node manager: where an instance's peers are, to consume their output. Answered by <see cref="ApplicationPeers"/>.</summary>
public sealed record GetPeers(string Id) : ITaskManagerMessage;

/// <summary>Head to head: an instance that was sent, changed or killed.</summary>
internal sealed record ShareRecord(ApplicationRecord Record) : IFardMessage;

/// <summary>Node manager to board: keep room for these replicas. A reservation that is not used expires by itself.</summary>
/// <param name="Reservation">Its number.</param>
/// <param name="Expiry">How long it is kept.</param>
internal sealed record ReserveTasks(string Id, long Reservation, ImmutableArray<ReplicaNeed> Needs, TimeSpan Expiry) : ITaskBoardMessage;

/// <summary>Board to node manager: the room is reserved.</summary>
internal sealed record TasksReserved(string Id, long Reservation, string Board) : ITaskManagerMessage;

/// <summary>Board to node manager: there is not so much room.</summary>
internal sealed record TasksNotReserved(string Id, long Reservation, string Board, string Reason) : ITaskManagerMessage;

/// <summary>Node manager to board: the reservation is not needed.</summary>
internal sealed record ReleaseReservation(string Id, long Reservation) : ITaskBoardMessage;

/// <summary>Node manager to board: run a replica. Repeated until the board reports it.</summary>
/// <param name="Reservation">The reservation that it was promised; 0: none, the board has room or refuses.</param>
/// <param name="Incarnation">Which life of the replica this is; a later one is right.</param>
/// <param name="Lease">Who holds the FPGA in the node manager's books; null: it has none.</param>
internal sealed record LaunchTask(ApplicationRecord Record, long Reservation, ReplicaNeed Need, long Incarnation, JobId? Lease) : ITaskBoardMessage;

/// <summary>Board to node manager: it cannot run the replica.</summary>
internal sealed record LaunchRefused(string Id, string Task, int Index, long Incarnation, string Board, string Reason) : ITaskManagerMessage;

/// <summary>Node manager to board: stop a replica, every life of it up to this one. Repeated until the board no longer reports it.</summary>
internal sealed record StopTask(string Id, string Task, int Index, long Incarnation, string Reason) : ITaskBoardMessage;

/// <summary>Board to node manager, at intervals and at every change: all replicas that it runs. It is the heart beat of its tasks.</summary>
internal sealed record TaskReport(string Board, ImmutableArray<ApplicationReport> Applications) : ITaskManagerMessage;

/// <summary>The replicas of one instance on one board.</summary>
/// <param name="PeersVersion">The version of its peers that the board has.</param>
internal sealed record ApplicationReport(string Id, long PeersVersion, ImmutableArray<ReplicaReport> Replicas);

/// <summary>One replica on its board.</summary>
/// <param name="Fpga">The FPGA that it holds; -1: none.</param>
/// <param name="Actor">Its TaskActor, which gets its events.</param>
internal sealed record ReplicaReport(
    string Task, int Index, long Incarnation, int Revision, TaskState State, int Restarts, string Reason, int Fpga, JobId? Lease, IActorRef Actor, EventCounts Counts);

/// <summary>Node manager to board: say what you know of an instance that only you know.</summary>
internal sealed record DescribeApplication(string Id) : ITaskBoardMessage;

/// <summary>Board to node manager: what it knows of an instance.</summary>
internal sealed record ApplicationDescribed(ApplicationRecord Record) : ITaskManagerMessage;

/// <summary>Node manager to boards and clients: the peers of an instance that are up.</summary>
/// <param name="Version">A later one is right.</param>
internal sealed record ApplicationPeers(string Id, long Version, bool CollectsOutput, ImmutableArray<PeerEntry> Peers) : ITaskBoardMessage;

/// <summary>One peer and the actor that gets its events.</summary>
internal sealed record PeerEntry(string Id, string Task, string Board, long Incarnation, IActorRef Actor);
