using Akka.Actor;
using Fard.Actors.NodeManagement;

namespace Fard.Actors.Messages;

/// <summary>Messages between node manager and coordinator, which may be on different heads.</summary>
internal static class CoordinatorCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "EndPipeline.1",
            Protocol.EndPipeline.Parser,
            (EndPipeline m) => new Protocol.EndPipeline { Job = m.Job.ToProto(), Failure = (int)m.Failure, Reason = m.Reason },
            p => new EndPipeline(p.Job.ToJob(), p.Failure.ToFailure(), p.Reason)),
        MessageCodec.Of(
            "BoardGone.1",
            Protocol.BoardGone.Parser,
            (BoardGone m) => new Protocol.BoardGone { Job = m.Job.ToProto(), Board = m.Board, Reason = m.Reason },
            p => new BoardGone(p.Job.ToJob(), p.Board, p.Reason)),
        MessageCodec.Of("AskBoards.1", Protocol.AskBoards.Parser, (AskBoards m) => Encode(m), Decode),
        MessageCodec.Of("Resubmitted.1", Protocol.Resubmitted.Parser, (Resubmitted m) => new Protocol.Resubmitted { Job = m.Job.ToProto() }, p => new Resubmitted(p.Job.ToJob())),
        MessageCodec.Of(
            "PhaseChanged.1",
            Protocol.PhaseChanged.Parser,
            (PhaseChanged m) => new Protocol.PhaseChanged { Job = m.Job.ToProto(), Phase = (int)m.Phase, Attempt = m.Attempt, Failure = (int)(m.Failure ?? 0), Reason = m.Reason },
            p => new PhaseChanged(p.Job.ToJob(), p.Phase.ToPhase())
            {
                Attempt = p.Attempt.Positive(),
                Failure = p.Failure == 0 ? null : p.Failure.ToFailure(),
                Reason = p.Reason,
            }),
        MessageCodec.Of(
            "ChunksDone.1",
            Protocol.ChunksDone.Parser,
            (ChunksDone m) => new Protocol.ChunksDone { Job = m.Job.ToProto(), Chunks = m.Chunks },
            p => new ChunksDone(p.Job.ToJob(), p.Chunks)),
        MessageCodec.Of("LeaseReturned.1", Protocol.LeaseReturned.Parser, (LeaseReturned m) => Encode(m), Decode),
        MessageCodec.Of(
            "PipelineEnded.1",
            Protocol.PipelineEnded.Parser,
            (PipelineEnded m) =>
            {
                var proto = new Protocol.PipelineEnded { Job = m.Job.ToProto(), Done = m.Done };
                proto.Positions.AddRange(m.Positions.Select(ObservationValues.ToProto));
                return proto;
            },
            p => new PipelineEnded(p.Job.ToJob(), p.Done) { Positions = [.. p.Positions.Select(position => position.ToRecord())] }),
        MessageCodec.Of(
            "ReplacePosition.1",
            Protocol.ReplacePosition.Parser,
            (ReplacePosition m) => Encode(m),
            p => new ReplacePosition(p.Job.ToJob(), p.Position.NotNegative(), p.Replica.NotNegative(), [.. p.Avoid], p.Reason)),
        MessageCodec.Of("PositionReplaced.1", Protocol.PositionReplaced.Parser, (PositionReplaced m) => Encode(m), Decode),
        MessageCodec.Of(
            "ReplacementRefused.1",
            Protocol.ReplacementRefused.Parser,
            (ReplacementRefused m) => new Protocol.ReplacementRefused { Job = m.Job.ToProto(), Position = m.Position, Replica = m.Replica, Reason = m.Reason },
            p => new ReplacementRefused(p.Job.ToJob(), p.Position.NotNegative(), p.Replica.NotNegative(), p.Reason)),
    ];

    private static Protocol.AskBoards Encode(AskBoards message)
    {
        var proto = new Protocol.AskBoards { Job = message.Job.ToProto() };
        proto.Boards.AddRange(message.Boards.Select(board => new Protocol.HeldBoard { Name = board.Name, Agent = board.Agent.ToProto() }));
        return proto;
    }

    private static AskBoards Decode(Protocol.AskBoards proto, ExtendedActorSystem system) =>
        new(proto.Job.ToJob(), [.. proto.Boards.Select(board => new HeldBoard(board.Name, board.Agent.ToActor(system)))]);

    private static Protocol.ReplacePosition Encode(ReplacePosition message)
    {
        var proto = new Protocol.ReplacePosition { Job = message.Job.ToProto(), Position = message.Position, Replica = message.Replica, Reason = message.Reason };
        proto.Avoid.AddRange(message.Avoid);
        return proto;
    }

    private static Protocol.PositionReplaced Encode(PositionReplaced message) => new()
    {
        Job = message.Job.ToProto(),
        Slot = new Protocol.PlannedSlot
        {
            Position = message.Position,
            Replica = message.Replica,
            Board = message.Board,
            Agent = message.Agent.ToProto(),
            Endpoint = message.Endpoint.ToProto(),
            Fpga = message.Fpga,
        },
    };

    private static PositionReplaced Decode(Protocol.PositionReplaced proto, ExtendedActorSystem system)
    {
        var slot = proto.Slot ?? throw new FormatException("the slot is missing");
        return new PositionReplaced(
            proto.Job.ToJob(),
            slot.Position.NotNegative(),
            slot.Replica.NotNegative(),
            slot.Board,
            slot.Agent.ToActor(system),
            slot.Endpoint.ToEndpoint(),
            slot.Fpga.NotNegative());
    }

    private static Protocol.LeaseReturned Encode(LeaseReturned message)
    {
        var proto = new Protocol.LeaseReturned { Job = message.Job.ToProto(), Position = message.Position, Replica = message.Replica };
        if (message.Loaded is { } loaded) proto.Loaded = loaded;
        return proto;
    }

    private static LeaseReturned Decode(Protocol.LeaseReturned proto) =>
        new(proto.Job.ToJob(), proto.Position.NotNegative(), proto.HasLoaded ? proto.Loaded : null) { Replica = proto.Replica.NotNegative() };
}
