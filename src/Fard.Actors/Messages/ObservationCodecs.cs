using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Messages by which people see a cluster.</summary>
internal static class ObservationCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "PositionReport.1",
            Protocol.PositionReport.Parser,
            (PositionReport m) => new Protocol.PositionReport { Job = m.Job.ToProto(), Attempt = m.Attempt, Record = m.Record.ToProto() },
            p => new PositionReport(p.Job.ToJob(), p.Attempt.Positive(), p.Record.ToRecord())),
        MessageCodec.Of(
            "BoardReport.1",
            Protocol.BoardReport.Parser,
            (BoardReport m) => new Protocol.BoardReport { Activity = m.Activity.ToProto() },
            p => new BoardReport(p.Activity.ToActivity())),
        MessageCodec.Of(
            "GetSnapshot.1",
            Protocol.GetSnapshot.Parser,
            (GetSnapshot m) => new Protocol.GetSnapshot { Snapshot = m.Snapshot, Part = m.Part },
            p => new GetSnapshot(p.Snapshot, p.Part.NotNegative())),
        MessageCodec.Of(
            "SnapshotPart.1",
            Protocol.SnapshotPart.Parser,
            (SnapshotPart m) => new Protocol.SnapshotPart { Snapshot = m.Snapshot, Part = m.Part, Parts = m.Parts, Bytes = ByteString.CopyFrom(m.Bytes.AsSpan()) },
            p => new SnapshotPart(p.Snapshot, p.Part.NotNegative(), p.Parts.Positive(), p.Bytes.ToImmutable())),
        MessageCodec.Of("FindJob.1", Protocol.FindJob.Parser, (FindJob m) => new Protocol.FindJob { Job = m.Job.ToProto() }, p => new FindJob(p.Job.ToJob())),
        MessageCodec.Of(
            "JobFound.1",
            Protocol.JobFound.Parser,
            (JobFound m) => new Protocol.JobFound { Record = m.Record?.ToProto() },
            p => new JobFound(p.Record?.ToRecord())),
        MessageCodec.Of(
            "GetEvents.1",
            Protocol.GetEvents.Parser,
            (GetEvents m) => new Protocol.GetEvents { After = m.After, WaitMs = m.Wait.ToMilliseconds() },
            p => new GetEvents(p.After.NotNegative(), p.WaitMs.ToTimeSpan())),
        MessageCodec.Of(
            "EventList.1",
            Protocol.EventList.Parser,
            (EventList m) =>
            {
                var proto = new Protocol.EventList { Last = m.Last };
                proto.Events.AddRange(m.Events.Select(ObservationValues.ToProto));
                return proto;
            },
            p => new EventList([.. p.Events.Select(ObservationValues.ToEvent)], p.Last.NotNegative())),
        MessageCodec.Of(
            "GiveUpJob.1",
            Protocol.GiveUpJob.Parser,
            (GiveUpJob m) => new Protocol.GiveUpJob { Job = m.Job.ToProto(), Reason = m.Reason },
            p => new GiveUpJob(p.Job.ToJob(), p.Reason)),
        MessageCodec.Of(
            "JobGivenUp.1",
            Protocol.JobGivenUp.Parser,
            (JobGivenUp m) => new Protocol.JobGivenUp { Job = m.Job.ToProto(), Found = m.Found },
            p => new JobGivenUp(p.Job.ToJob(), p.Found)),
        MessageCodec.Of(
            "GetLog.1",
            Protocol.GetLog.Parser,
            (GetLog m) => new Protocol.GetLog { After = m.After, Job = m.Job?.ToProto() ?? ByteString.Empty, WaitMs = m.Wait.ToMilliseconds() },
            p => new GetLog(p.After.NotNegative(), p.Job.ToJobOrNull(), p.WaitMs.ToTimeSpan())),
        MessageCodec.Of(
            "LogPage.1",
            Protocol.LogPage.Parser,
            (LogPage m) =>
            {
                var proto = new Protocol.LogPage { Last = m.Last };
                proto.Entries.AddRange(m.Entries.Select(ObservationValues.ToProto));
                return proto;
            },
            p => new LogPage([.. p.Entries.Select(ObservationValues.ToEntry)], p.Last.NotNegative())),
    ];
}
