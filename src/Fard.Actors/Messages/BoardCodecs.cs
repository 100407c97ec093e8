using Akka.Actor;
using Fard.Actors.Jobs;

namespace Fard.Actors.Messages;

/// <summary>Messages between node manager, coordinator and boards.</summary>
internal static class BoardCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of("RegisterBoard.2", Protocol.RegisterBoard.Parser, (RegisterBoard m) => Encode(m), Decode),
        MessageCodec.Of(
            "BoardRegistered.1",
            Protocol.BoardAnswer.Parser,
            (BoardRegistered m) => new Protocol.BoardAnswer { Board = m.Board, Revision = m.Revision },
            p => new BoardRegistered(p.Board) { Revision = p.Revision }),
        MessageCodec.Of(
            "BoardRefused.1",
            Protocol.BoardAnswer.Parser,
            (BoardRefused m) => new Protocol.BoardAnswer { Board = m.Board, Reason = m.Reason },
            p => new BoardRefused(p.Board, p.Reason)),
        MessageCodec.Of("ConfigureJob.2", Protocol.ConfigureJob.Parser, (ConfigureJob m) => Encode(m), Decode),
        MessageCodec.Of(
            "PositionReady.2",
            Protocol.PositionReady.Parser,
            (PositionReady m) => new Protocol.PositionReady { Job = m.Job.ToProto(), Position = m.Position, Reloaded = m.Reloaded, Replica = m.Replica, Attempt = m.Attempt },
            p => new PositionReady(p.Job.ToJob(), p.Position.NotNegative(), p.Reloaded) { Replica = p.Replica.NotNegative(), Attempt = p.Attempt.Positive() }),
        MessageCodec.Of(
            "StartJob.2",
            Protocol.StartJob.Parser,
            (StartJob m) => Encode(m),
            p => new StartJob(p.Job.ToJob()) { Attempt = p.Attempt.Positive(), TraceParent = p.TraceParent.ToTraceParent() }),
        MessageCodec.Of(
            "StopJob.2",
            Protocol.StopJob.Parser,
            (StopJob m) => new Protocol.StopJob { Job = m.Job.ToProto(), Position = m.Position, Reason = m.Reason, Replica = m.Replica, Attempt = m.Attempt },
            p => new StopJob(p.Job.ToJob(), p.Position.NotNegative(), p.Reason) { Replica = p.Replica.NotNegative(), Attempt = p.Attempt.Positive() }),
        MessageCodec.Of(
            "PositionProgress.1",
            Protocol.PositionProgress.Parser,
            (PositionProgress m) => new Protocol.PositionProgress { Job = m.Job.ToProto(), Position = m.Position, Chunks = m.Chunks },
            p => new PositionProgress(p.Job.ToJob(), p.Position.NotNegative(), p.Chunks)),
        MessageCodec.Of(
            "FpgaReleased.2",
            Protocol.FpgaReleased.Parser,
            (FpgaReleased m) => new Protocol.FpgaReleased { Job = m.Job.ToProto(), Position = m.Position, Replica = m.Replica, Attempt = m.Attempt },
            p => new FpgaReleased(p.Job.ToJob(), p.Position.NotNegative()) { Replica = p.Replica.NotNegative(), Attempt = p.Attempt.Positive() }),
        MessageCodec.Of(
            "PositionBroken.1",
            Protocol.PositionBroken.Parser,
            (PositionBroken m) => new Protocol.PositionBroken
            {
                Job = m.Job.ToProto(),
                Position = m.Position,
                Replica = m.Replica,
                Attempt = m.Attempt,
                Failure = (int)m.Failure,
                Reason = m.Reason,
                Secondary = m.Secondary,
            },
            p => new PositionBroken(p.Job.ToJob(), p.Position.NotNegative(), p.Failure.ToFailure(), p.Reason, p.Secondary)
            {
                Replica = p.Replica.NotNegative(),
                Attempt = p.Attempt.Positive(),
            }),
        MessageCodec.Of(
            "PositionEnded.2",
            Protocol.PositionEnded.Parser,
            (PositionEnded m) => new Protocol.PositionEnded
            {
                Job = m.Job.ToProto(),
                Position = m.Position,
                Failure = (int)(m.Failure ?? 0),
                Reason = m.Reason,
                Secondary = m.Secondary,
                Replica = m.Replica,
                Attempt = m.Attempt,
                Record = m.Record?.ToProto(),
            },
            p => new PositionEnded(p.Job.ToJob(), p.Position.NotNegative(), p.Failure == 0 ? (JobFailure?)null : p.Failure.ToFailure(), p.Reason, p.Secondary)
            {
                Replica = p.Replica.NotNegative(),
                Attempt = p.Attempt.Positive(),
                Record = p.Record?.ToRecord(),
            }),
    ];

    private static Protocol.RegisterBoard Encode(RegisterBoard message)
    {
        var proto = new Protocol.RegisterBoard { Board = message.Board.ToProto(), Revision = message.Revision, Leaving = message.Leaving };
        proto.Positions.AddRange(message.Positions.Select(Encode));
        proto.TaskLeases.AddRange(message.TaskLeases.Select(lease => new Protocol.FpgaLease { Fpga = lease.Fpga, Lease = lease.Lease.ToProto() }));
        return proto;
    }

    private static RegisterBoard Decode(Protocol.RegisterBoard proto, ExtendedActorSystem system) => new(proto.Board.ToBoard())
    {
        Revision = proto.Revision,
        Leaving = proto.Leaving,
        TaskLeases = [.. proto.TaskLeases.Select(lease => new Tasks.FpgaLease(lease.Fpga.NotNegative(), lease.Lease.ToJob()))],
        Positions = [.. proto.Positions.Select(position => Decode(position, system))],
    };

    private static Protocol.StartJob Encode(StartJob message)
    {
        var proto = new Protocol.StartJob { Job = message.Job.ToProto(), Attempt = message.Attempt };
        if (message.TraceParent is { } trace) proto.TraceParent = trace;
        return proto;
    }

    internal static Protocol.ConfigureJob Encode(ConfigureJob message)
    {
        var proto = new Protocol.ConfigureJob
        {
            Job = message.Job.ToProto(),
            Application = message.Application,
            Network = message.Network,
            Position = message.Description.ToProto(),
            Index = message.Position,
            Count = message.PositionCount,
            Fpga = message.Fpga,
            ImageCount = message.ImageCount,
            ChunkImages = message.ChunkImages,
            Attempt = message.Attempt,
            Replica = message.Replica,
            Origin = message.Origin is { } origin
                ? new Protocol.JobOrigin { Client = origin.Client.ToProto(), Name = origin.Name, TimeoutMs = origin.Timeout.ToMilliseconds(), ApplicationVersion = origin.ApplicationVersion }
                : null,
        };
        if (message.TraceParent is { } trace) proto.TraceParent = trace;
        proto.Downstream.AddRange(message.Downstream.ToProto());
        proto.Peers.AddRange(message.Peers.ToProto());
        proto.Upstream.AddRange(message.Upstream.ToProto());
        return proto;
    }

    internal static ConfigureJob Decode(Protocol.ConfigureJob proto, ExtendedActorSystem system)
    {
        if (proto.Index < 0 || proto.Index >= proto.Count) throw new FormatException($"position {proto.Index} of {proto.Count}");
        if (proto.Downstream.Count == 0 != (proto.Index == proto.Count - 1)) throw new FormatException("every position but the last has one downstream of it");
        var peers = proto.Peers.ToReplicas();
        if (proto.Replica < 0 || (peers.Length == 0 ? proto.Replica > ushort.MaxValue : peers.All(peer => peer.Replica != proto.Replica)))
            throw new FormatException($"replica {proto.Replica} is none of the position's");
        return new ConfigureJob(
            proto.Job.ToJob(),
            proto.Application,
            proto.Network,
            proto.Position.ToPosition(),
            proto.Index,
            proto.Count,
            proto.Fpga.NotNegative(),
            proto.ImageCount.Positive(),
            proto.ChunkImages.Positive(),
            proto.Downstream.ToReplicas())
        {
            Attempt = proto.Attempt.Positive(),
            Replica = proto.Replica,
            TraceParent = proto.TraceParent.ToTraceParent(),
            Peers = peers,
            Upstream = proto.Upstream.ToReplicas(),
            Origin = proto.Origin is { } origin
                ? new JobOrigin(origin.Client.ToActor(system), origin.Name, origin.TimeoutMs.ToTimeSpan()) { ApplicationVersion = origin.ApplicationVersion }
                : null,
        };
    }
}
