using System.Collections.Immutable;
using Fard.Actors.Applications;
using Fard.Actors.Boards;

namespace Fard.Actors.Observation;

/// <summary>The cluster at one moment, as one member sees it.</summary>
/// <param name="At">When it was put together.</param>
/// <param name="NodeManager">Address of the head that hosts the node manager.</param>
/// <param name="LastEvent">Sequence number of the last event that is part of it.</param>
/// <param name="Members">The members, oldest first.</param>
/// <param name="Boards">The boards that registered, by name.</param>
/// <param name="Activity">What each board has done, by name; a board that has not reported yet is missing.</param>
/// <param name="Jobs">The jobs that wait, run or ended lately; the newest first.</param>
/// <param name="Applications">The applications, by name.</param>
public sealed record ClusterSnapshot(
    DateTimeOffset At,
    string NodeManager,
    long LastEvent,
    ImmutableArray<MemberView> Members,
    ImmutableArray<BoardStatus> Boards,
    ImmutableArray<BoardActivity> Activity,
    ImmutableArray<JobRecord> Jobs,
    ImmutableArray<ApplicationDescription> Applications);

/// <summary>A member of the cluster as one member sees it.</summary>
/// <param name="Address">Its address, such as <c>akka.tcp://fard@127.0.0.1:4053</c>.</param>
/// <param name="Roles">Its roles: head, board, client.</param>
/// <param name="Status">Its status in the cluster's life cycle, such as Up.</param>
/// <param name="Reachable">Whether every observer reaches it.</param>
/// <param name="IsLeader">Whether it leads the cluster's membership.</param>
/// <param name="UpNumber">Its rank by age: the oldest has the lowest.</param>
public sealed record MemberView(string Address, ImmutableArray<string> Roles, string Status, bool Reachable, bool IsLeader, int UpNumber);
