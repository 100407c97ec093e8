using Akka.Actor;
using Fard.Actors.Tasks;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>The values inside messages about tasks, from and to their protobuf form. What comes from outside is checked here.</summary>
internal static class TaskValues
{
    /// <summary>Bytes of reasons in one message: a traceback for each of many replicas would be too much for a frame.</summary>
    private const int MaxReasons = 32 * 1024;

    private const int MaxReason = 4096;

    public static Protocol.ApplicationRecord ToProto(this ApplicationRecord record) => new()
    {
        Id = record.Id,
        Content = record.Content,
        File = record.File,
        Text = record.Text,
        Revision = record.Revision,
        CollectsOutput = record.CollectsOutput,
        Killed = record.Killed,
        Change = record.Change,
    };

    public static ApplicationRecord ToRecord(this Protocol.ApplicationRecord? record) => record is null
        ? throw new FormatException("the application is missing")
        : new ApplicationRecord(record.Id.ToId(), record.Content, record.File, record.Text.ToManifestText())
        {
            Revision = record.Revision.Positive(),
            CollectsOutput = record.CollectsOutput,
            Killed = record.Killed,
            Change = record.Change.Counted(),
        };

    public static Protocol.ReplicaNeed ToProto(this ReplicaNeed need) => new()
    {
        Task = need.Task,
        Index = need.Index,
        CpuMilli = need.CpuMilli,
        MemoryBytes = need.MemoryBytes,
        Fpga = need.Fpga,
    };

    public static ReplicaNeed ToNeed(this Protocol.ReplicaNeed? need) => need is null
        ? throw new FormatException("the replica is missing")
        : new ReplicaNeed(
            need.Task.ToName(),
            need.Index.NotNegative(),
            need.CpuMilli.NotNegative(),
            need.MemoryBytes >= 0 ? need.MemoryBytes : throw new FormatException($"{need.MemoryBytes} bytes of memory"),
            need.Fpga >= -1 ? need.Fpga : throw new FormatException($"FPGA {need.Fpga}"));

    public static Protocol.TaskReport ToProto(this TaskReport report)
    {
        var proto = new Protocol.TaskReport { Board = report.Board };
        var most = ReasonLimit(report.Applications.Sum(application => application.Replicas.Count(replica => replica.Reason.Length > 0)));
        foreach (var application in report.Applications)
        {
            var one = new Protocol.ApplicationReport { Id = application.Id, PeersVersion = application.PeersVersion };
            one.Replicas.AddRange(application.Replicas.Select(replica => ToProto(replica, most)));
            proto.Applications.Add(one);
        }

        return proto;
    }

    public static TaskReport ToReport(Protocol.TaskReport proto, ExtendedActorSystem system) =>
        new(proto.Board, [.. proto.Applications.Select(application => new ApplicationReport(
            application.Id.ToId(), application.PeersVersion, [.. application.Replicas.Select(replica => ToReplica(replica, system))]))]);

    public static Protocol.ApplicationPeers ToProto(this ApplicationPeers peers)
    {
        var proto = new Protocol.ApplicationPeers { Id = peers.Id, Version = peers.Version, CollectsOutput = peers.CollectsOutput };
        proto.Peers.AddRange(peers.Peers.Select(peer => new Protocol.PeerEntry
        {
            Id = peer.Id,
            Task = peer.Task,
            Board = peer.Board,
            Incarnation = peer.Incarnation,
            Actor = peer.Actor.ToProto(),
        }));
        return proto;
    }

    public static ApplicationPeers ToPeers(Protocol.ApplicationPeers proto, ExtendedActorSystem system) =>
        new(proto.Id.ToId(), proto.Version, proto.CollectsOutput, [.. proto.Peers.Select(peer =>
            new PeerEntry(peer.Id.ToId(), peer.Task.ToName(), peer.Board, peer.Incarnation.Counted(), peer.Actor.ToActor(system)))]);

    public static Protocol.TaskList ToProto(this TaskList list)
    {
        var proto = new Protocol.TaskList();
        proto.Applications.AddRange(list.Applications.Select(application => new Protocol.ApplicationSummary
        {
            Id = application.Id,
            Name = application.Name,
            Replicas = application.Replicas,
            Ready = application.Ready,
            Revision = application.Revision,
            CollectsOutput = application.CollectsOutput,
        }));
        var most = ReasonLimit(list.Tasks.Count(task => task.Reason.Length > 0));
        proto.Tasks.AddRange(list.Tasks.Select(task => new Protocol.ReplicaStatus
        {
            Peer = task.Peer,
            Task = task.Task,
            Board = task.Board,
            State = (int)task.State,
            Restarts = task.Restarts,
            Reason = Shorten(task.Reason, most),
            Counts = task.Counts.ToProto(),
            Revision = task.Revision,
        }));
        return proto;
    }

    public static TaskList ToList(Protocol.TaskList proto) => new(
        [.. proto.Applications.Select(one => new ApplicationSummary(one.Id.ToId(), one.Name, one.Replicas.NotNegative(), one.Ready.NotNegative(), one.Revision, one.CollectsOutput))],
        [.. proto.Tasks.Select(task => new ReplicaStatus(
            task.Peer.ToId(), task.Task.ToName(), task.Board, task.State.ToState(), task.Restarts.NotNegative(), task.Reason, task.Counts.ToCounts(), task.Revision))]);

    /// <summary>What of a reason fits where so many have one: its end, which says what happened last.</summary>
    public static string Shorten(string reason, int most) => reason.Length <= most ? reason : $"...{reason[^(most - 3)..]}";

    public static int ReasonLimit(int reasons) => Math.Clamp(MaxReasons / Math.Max(1, reasons), 100, MaxReason);

    public static TaskState ToState(this int state) => Enum.IsDefined((TaskState)state) ? (TaskState)state : throw new FormatException($"{state} is no state of a task");

    private static Protocol.ReplicaReport ToProto(ReplicaReport replica, int mostReason) => new()
    {
        Task = replica.Task,
        Index = replica.Index,
        Incarnation = replica.Incarnation,
        Revision = replica.Revision,
        State = (int)replica.State,
        Restarts = replica.Restarts,
        Reason = Shorten(replica.Reason, mostReason),
        Fpga = replica.Fpga,
        Lease = replica.Lease?.ToProto() ?? ByteString.Empty,
        Actor = replica.Actor.ToProto(),
        Counts = replica.Counts.ToProto(),
    };

    private static ReplicaReport ToReplica(Protocol.ReplicaReport proto, ExtendedActorSystem system) => new(
        proto.Task.ToName(),
        proto.Index.NotNegative(),
        proto.Incarnation.Counted(),
        proto.Revision.Positive(),
        proto.State.ToState(),
        proto.Restarts.NotNegative(),
        proto.Reason,
        proto.Fpga,
        proto.Lease.IsEmpty ? null : proto.Lease.ToJob(),
        proto.Actor.ToActor(system),
        proto.Counts.ToCounts());

    private static Protocol.EventCounts ToProto(this EventCounts counts) => new() { Sent = counts.Sent, Delivered = counts.Delivered, Dropped = counts.Dropped, Output = counts.Output };

    private static EventCounts ToCounts(this Protocol.EventCounts? counts) =>
        counts is null ? EventCounts.None : new EventCounts(counts.Sent, counts.Delivered, counts.Dropped, counts.Output);
}
