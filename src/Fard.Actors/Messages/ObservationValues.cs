using System.Collections.Immutable;
using Fard.Actors.Boards;
using Fard.Actors.Jobs;
using Fard.Actors.Observation;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>What people see of a cluster, from and to its protobuf form. Times travel in microseconds.</summary>
internal static class ObservationValues
{
    private const long MaxMicroseconds = 253_402_300_799_999_999;

    public static long ToProto(this DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(this long microseconds) => microseconds is >= 0 and <= MaxMicroseconds
        ? DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond)
        : throw new FormatException($"{microseconds} us is no time after 1970 and before 10000");

    public static long ToProto(this TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    public static TimeSpan ToDuration(this long microseconds) => microseconds is >= 0 and <= MaxMicroseconds
        ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
        : throw new FormatException($"{microseconds} us is no duration");

    public static long NotNegative(this long value) => value >= 0 ? value : throw new FormatException($"{value} where a count is expected");

    public static T ToEnum<T>(this int value)
        where T : struct, Enum =>
        Enum.IsDefined((T)(object)value) ? (T)(object)value : throw new FormatException($"{value} is no {typeof(T).Name}");

    public static JobId? ToJobOrNull(this ByteString bytes) => bytes.IsEmpty ? null : bytes.ToJob();

    public static Protocol.PositionRecord ToProto(this PositionRecord record)
    {
        var proto = new Protocol.PositionRecord
        {
            Position = record.Position,
            Replica = record.Replica,
            JobName = record.JobName,
            Board = record.Board,
            ChunksDone = record.ChunksDone,
            ChunksDue = record.ChunksDue,
            ComputingUs = record.Computing.ToProto(),
            StarvedUs = record.Starved.ToProto(),
            BlockedUs = record.Blocked.ToProto(),
        };
        foreach (var span in record.Timeline)
        {
            var entry = new Protocol.PositionSpan { Step = (int)span.Step, BeginUs = span.Begin.ToProto() };
            if (span.End is { } end) entry.EndUs = end.ToProto();
            proto.Timeline.Add(entry);
        }

        return proto;
    }

    public static PositionRecord ToRecord(this Protocol.PositionRecord? proto)
    {
        if (proto is null) throw new FormatException("the record of the position is missing");
        return new PositionRecord(
            proto.Position.NotNegative(), proto.Replica.NotNegative(), proto.JobName, proto.Board, proto.ChunksDone.NotNegative(), proto.ChunksDue.NotNegative())
        {
            Timeline = [.. proto.Timeline.Select(span => new PositionSpan(
                span.Step.ToEnum<PositionStep>(), span.BeginUs.ToTime(), span.HasEndUs ? span.EndUs.ToTime() : null))],
            Computing = proto.ComputingUs.ToDuration(),
            Starved = proto.StarvedUs.ToDuration(),
            Blocked = proto.BlockedUs.ToDuration(),
        };
    }

    public static Protocol.JobRecord ToProto(this JobRecord record)
    {
        var proto = new Protocol.JobRecord
        {
            Status = ClientCodecs.Encode(record.Status),
            Outcome = (int)record.Outcome,
            SubmittedUs = record.Submitted.ToProto(),
            Attempt = record.Attempt,
            Chunks = record.Chunks,
            Failure = (int)(record.Failure ?? 0),
            Reason = record.Reason,
        };
        if (record.Placed is { } placed) proto.PlacedUs = placed.ToProto();
        if (record.Started is { } started) proto.StartedUs = started.ToProto();
        if (record.Ended is { } ended) proto.EndedUs = ended.ToProto();
        proto.Positions.AddRange(record.Positions.Select(ToProto));
        return proto;
    }

    public static JobRecord ToRecord(this Protocol.JobRecord? proto)
    {
        if (proto?.Status is null) throw new FormatException("the job's record or its status is missing");
        return new JobRecord(ClientCodecs.Decode(proto.Status), proto.Outcome.ToEnum<JobOutcome>(), proto.SubmittedUs.ToTime())
        {
            Placed = proto.HasPlacedUs ? proto.PlacedUs.ToTime() : null,
            Started = proto.HasStartedUs ? proto.StartedUs.ToTime() : null,
            Ended = proto.HasEndedUs ? proto.EndedUs.ToTime() : null,
            Attempt = proto.Attempt.NotNegative(),
            Chunks = proto.Chunks.NotNegative(),
            Failure = proto.Failure == 0 ? null : proto.Failure.ToFailure(),
            Reason = proto.Reason,
            Positions = [.. proto.Positions.Select(position => position.ToRecord())],
        };
    }

    public static Protocol.BoardActivity ToProto(this BoardActivity activity)
    {
        var proto = new Protocol.BoardActivity { Board = activity.Board, AtUs = activity.At.ToProto() };
        foreach (var fpga in activity.Fpgas)
        {
            var entry = new Protocol.FpgaActivity
            {
                Index = fpga.Index,
                Images = fpga.Images,
                Runs = fpga.Runs,
                BusyUs = fpga.Busy.ToProto(),
                Loads = fpga.Loads,
                LoadingUs = fpga.Loading.ToProto(),
                Failures = fpga.Failures,
                QueuedChunks = fpga.QueuedChunks,
            };
            foreach (var (resource, percent) in fpga.Utilisation) entry.Utilisation.Add(resource, percent);
            proto.Fpgas.Add(entry);
        }

        return proto;
    }

    public static BoardActivity ToActivity(this Protocol.BoardActivity? proto)
    {
        if (proto is null) throw new FormatException("the board's activity is missing");
        return new BoardActivity(proto.Board, proto.AtUs.ToTime(), [.. proto.Fpgas.Select(fpga => new FpgaActivity(
            fpga.Index.NotNegative(),
            fpga.Images.NotNegative(),
            fpga.Runs.NotNegative(),
            fpga.BusyUs.ToDuration(),
            fpga.Loads.NotNegative(),
            fpga.LoadingUs.ToDuration(),
            fpga.Failures.NotNegative(),
            fpga.QueuedChunks.NotNegative())
        {
            Utilisation = ResourceShares.None.AddRange(fpga.Utilisation),
        })]);
    }

    public static Protocol.ClusterEvent ToProto(this ClusterEvent item) => new()
    {
        Sequence = item.Sequence,
        AtUs = item.At.ToProto(),
        Kind = item.Kind,
        Severity = (int)item.Severity,
        Text = item.Text,
        Job = item.Job?.ToProto() ?? ByteString.Empty,
        Application = item.Application,
        Board = item.Board,
    };

    public static ClusterEvent ToEvent(this Protocol.ClusterEvent proto) =>
        new(proto.Sequence.NotNegative(), proto.AtUs.ToTime(), proto.Kind, proto.Severity.ToEnum<EventSeverity>(), proto.Text)
        {
            Job = proto.Job.ToJobOrNull(),
            Application = proto.Application,
            Board = proto.Board,
        };

    public static Protocol.LogEntry ToProto(this LogEntry entry) => new()
    {
        AtUs = entry.At.ToProto(),
        Member = entry.Member,
        Board = entry.Board,
        Level = entry.Level,
        Source = entry.Source,
        Message = entry.Message,
        Job = entry.Job?.ToProto() ?? ByteString.Empty,
    };

    public static LogEntry ToEntry(this Protocol.LogEntry proto) =>
        new(proto.AtUs.ToTime(), proto.Member, proto.Board, proto.Level, proto.Source, proto.Message) { Job = proto.Job.ToJobOrNull() };

    public static ImmutableArray<byte> ToImmutable(this ByteString bytes) => ImmutableArray.Create(bytes.Span);
}
