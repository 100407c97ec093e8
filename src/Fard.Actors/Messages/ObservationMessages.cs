using System.Collections.Immutable;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;

namespace Fard.Actors.Messages;

/// <summary>JobActor to coordinator, and on to the node manager: what a replica of a position has done so far.</summary>
/// <param name="Attempt">The attempt that it is about.</param>
/// <param name="Record">What it did; the coordinator fills the board in.</param>
public sealed record PositionReport(JobId Job, int Attempt, PositionRecord Record) : IJobMessage;

/// <summary>BoardAgent to node manager: what the board's FPGAs have done so far.</summary>
public sealed record BoardReport(BoardActivity Activity) : IFardMessage;

/// <summary>Asks the node manager for a part of a snapshot of the cluster; answered by <see cref="SnapshotPart"/>.</summary>
/// <param name="Snapshot">The snapshot; 0: a new one.</param>
/// <param name="Part">The part, from 0.</param>
public sealed record GetSnapshot(long Snapshot, int Part) : IFardMessage;

/// <summary>A part of a snapshot, as messages have to stay small.</summary>
/// <param name="Snapshot">The snapshot that it is of: another one than was asked for, if that is no longer kept.</param>
/// <param name="Part">Its number, from 0.</param>
/// <param name="Parts">Parts of the snapshot.</param>
/// <param name="Bytes">The bytes of this part.</param>
public sealed record SnapshotPart(long Snapshot, int Part, int Parts, ImmutableArray<byte> Bytes) : IFardMessage;

/// <summary>Asks the node manager for one job; answered by <see cref="JobFound"/>.</summary>
public sealed record FindJob(JobId Job) : IJobMessage;

/// <summary>What the node manager knows of a job; null: nothing.</summary>
public sealed record JobFound(JobRecord? Record) : IFardMessage;

/// <summary>Asks the node manager for events; answered by <see cref="EventList"/> when there is one, or with none after a while.</summary>
/// <param name="After">The last event that is known; 0: none is.</param>
/// <param name="Wait">How long the answer may wait for an event.</param>
public sealed record GetEvents(long After, TimeSpan Wait) : IFardMessage;

/// <summary>Events in their order; more may follow at once.</summary>
/// <param name="Last">The last event of the node manager.</param>
public sealed record EventList(ImmutableArray<ClusterEvent> Events, long Last) : IFardMessage;

/// <summary>Asks the node manager to give a job up, whoever submitted it; answered by <see cref="JobGivenUp"/>.</summary>
public sealed record GiveUpJob(JobId Job, string Reason) : IJobMessage;

/// <summary>Whether a job waited or ran that is now being given up.</summary>
public sealed record JobGivenUp(JobId Job, bool Found) : IJobMessage;

/// <summary>Asks a member for lines of its log; answered by <see cref="LogPage"/> when there is one, or with none after a while.</summary>
/// <param name="After">The last line that is known; 0: none is.</param>
/// <param name="Job">Only lines about this job; null: all.</param>
/// <param name="Wait">How long the answer may wait for a line.</param>
public sealed record GetLog(long After, JobId? Job, TimeSpan Wait) : IFardMessage;

/// <summary>Lines of a member's log in their order; more may follow at once.</summary>
/// <param name="Last">Number of the last line that was looked at: what follows is asked for after it.</param>
public sealed record LogPage(ImmutableArray<LogEntry> Entries, long Last) : IFardMessage;
