using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Messages between client, node manager and coordinator.</summary>
internal static class ClientCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "SubmitJob.2",
            Protocol.SubmitJob.Parser,
            (SubmitJob m) => Encode(m),
            Decode),
        MessageCodec.Of(
            "CancelJob.1",
            Protocol.CancelJob.Parser,
            (CancelJob m) => new Protocol.CancelJob { Job = m.Job.ToProto(), Reason = m.Reason },
            p => new CancelJob(p.Job.ToJob(), p.Reason)),
        MessageCodec.Of(
            "JobQueued.1",
            Protocol.JobQueued.Parser,
            (JobQueued m) => new Protocol.JobQueued { Job = m.Job.ToProto(), Ahead = m.Ahead },
            p => new JobQueued(p.Job.ToJob(), p.Ahead.NotNegative())),
        MessageCodec.Of(
            "JobPlaced.2",
            Protocol.JobPlaced.Parser,
            (JobPlaced m) => Encode(m),
            p => new JobPlaced(
                p.Job.ToJob(),
                [.. p.Positions.Select(Decode)],
                p.ChunkImages.Positive(),
                p.OutputBytesPerImage.Positive()) { Attempt = p.Attempt.Positive() }),
        MessageCodec.Of(
            "ResultsReceived.1",
            Protocol.ResultsReceived.Parser,
            (ResultsReceived m) => new Protocol.ResultsReceived { Job = m.Job.ToProto() },
            p => new ResultsReceived(p.Job.ToJob())),
        MessageCodec.Of("JobDone.1", Protocol.JobDone.Parser, (JobDone m) => new Protocol.JobDone { Job = m.Job.ToProto() }, p => new JobDone(p.Job.ToJob())),
        MessageCodec.Of(
            "JobFailed.1",
            Protocol.JobFailed.Parser,
            (JobFailed m) => new Protocol.JobFailed { Job = m.Job.ToProto(), Failure = (int)m.Failure, Reason = m.Reason },
            p => new JobFailed(p.Job.ToJob(), p.Failure.ToFailure(), p.Reason)),
        MessageCodec.Empty<GetApplications>("GetApplications.1"),
        MessageCodec.Of(
            "ApplicationList.2",
            Protocol.ApplicationList.Parser,
            (ApplicationList m) =>
            {
                var proto = new Protocol.ApplicationList();
                proto.Applications.AddRange(m.Applications.Select(ProtocolValues.ToProto));
                return proto;
            },
            p => new ApplicationList([.. p.Applications.Select(ProtocolValues.ToApplication)])),
        MessageCodec.Of(
            "GetBoards.1",
            Protocol.GetBoards.Parser,
            (GetBoards m) => new Protocol.GetBoards { AtLeast = m.AtLeast },
            p => new GetBoards(p.AtLeast.NotNegative())),
        MessageCodec.Of(
            "BoardList.1",
            Protocol.BoardList.Parser,
            (BoardList m) =>
            {
                var proto = new Protocol.BoardList();
                proto.Boards.AddRange(m.Boards.Select(Encode));
                return proto;
            },
            p => new BoardList([.. p.Boards.Select(Decode)])),
        MessageCodec.Empty<GetJobs>("GetJobs.1"),
        MessageCodec.Of(
            "JobList.1",
            Protocol.JobList.Parser,
            (JobList m) =>
            {
                var proto = new Protocol.JobList();
                proto.Jobs.AddRange(m.Jobs.Select(Encode));
                return proto;
            },
            p => new JobList([.. p.Jobs.Select(Decode)])),
    ];

    internal static Protocol.SubmitJob Encode(SubmitJob message)
    {
        var proto = new Protocol.SubmitJob
        {
            Job = message.Job.ToProto(),
            Application = message.Application,
            Client = message.Client,
            ImageCount = message.ImageCount,
            BytesPerImage = message.BytesPerImage,
            TimeoutMs = message.Timeout.ToMilliseconds(),
            Attempt = message.Attempt,
            Again = message.Again,
        };
        if (message.TraceParent is { } trace) proto.TraceParent = trace;
        return proto;
    }

    internal static SubmitJob Decode(Protocol.SubmitJob proto) =>
        new(proto.Job.ToJob(), proto.Application, proto.Client, proto.ImageCount, proto.BytesPerImage, proto.TimeoutMs.ToTimeSpan())
        {
            Attempt = proto.Attempt.NotNegative(),
            Again = proto.Again,
            TraceParent = proto.TraceParent.ToTraceParent(),
        };

    private static Protocol.JobPlaced Encode(JobPlaced message)
    {
        var proto = new Protocol.JobPlaced
        {
            Job = message.Job.ToProto(),
            ChunkImages = message.ChunkImages,
            OutputBytesPerImage = message.OutputBytesPerImage,
            Attempt = message.Attempt,
        };
        foreach (var position in message.Positions)
        {
            var placed = new Protocol.PlacedPosition { JobName = position.JobName };
            placed.Replicas.AddRange(position.Replicas.ToProto());
            proto.Positions.Add(placed);
        }

        return proto;
    }

    private static PlacedPosition Decode(Protocol.PlacedPosition position) =>
        new(position.JobName, position.Replicas.Count > 0 ? position.Replicas.ToReplicas() : throw new FormatException("a placed position without replicas"));

    internal static Protocol.BoardState Encode(BoardStatus status)
    {
        var proto = new Protocol.BoardState { Board = status.Board.ToProto(), Reachable = status.Reachable, Leaving = status.Leaving };
        proto.Leases.AddRange(status.Leases.Select(lease => lease?.ToProto() ?? ByteString.Empty));
        return proto;
    }

    internal static BoardStatus Decode(Protocol.BoardState proto)
    {
        var board = proto.Board.ToBoard();
        if (proto.Leases.Count != board.Fpgas.Length) throw new FormatException($"{proto.Leases.Count} leases for {board.Fpgas.Length} FPGAs");
        return new BoardStatus(board, proto.Reachable, [.. proto.Leases.Select(lease => lease.IsEmpty ? (JobId?)null : lease.ToJob())]) { Leaving = proto.Leaving };
    }

    internal static Protocol.JobState Encode(JobStatus status)
    {
        var proto = new Protocol.JobState
        {
            Job = status.Job.ToProto(),
            Application = status.Application,
            Client = status.Client,
            ImageCount = status.ImageCount,
            Phase = (int)status.Phase,
            ChunksDone = status.ChunksDone,
        };
        proto.Boards.AddRange(status.Boards);
        return proto;
    }

    internal static JobStatus Decode(Protocol.JobState proto) =>
        new(proto.Job.ToJob(), proto.Application, proto.Client, proto.ImageCount, proto.Phase.ToPhase(), proto.ChunksDone, [.. proto.Boards]);
}
