using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Tasks;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Messages about tasks between clients, node manager and boards.</summary>
internal static class TaskCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "SendApplication.1",
            Protocol.SendApplication.Parser,
            (SendApplication m) => new Protocol.SendApplication { Id = m.Id, Content = m.Content, File = m.File, Text = m.Text },
            p => new SendApplication(p.Id.ToId(), p.Content, p.File, p.Text.ToManifestText())),
        MessageCodec.Of(
            "RestartApplication.1",
            Protocol.SendApplication.Parser,
            (RestartApplication m) => new Protocol.SendApplication { Id = m.Id, Request = m.Request, Content = m.Content, File = m.File, Text = m.Text },
            p => new RestartApplication(p.Id.ToId(), p.Request, p.Content, p.File, p.Text.ToManifestText())),
        Request("ApplicationSent.1", (ApplicationSent m) => new() { Id = m.Id }, p => new ApplicationSent(p.Id.ToId())),
        Request("TasksRefused.1", (TasksRefused m) => new() { Id = m.Id, Reason = m.Reason }, p => new TasksRefused(p.Id.ToId(), p.Reason)),
        Request("KillApplication.1", (KillApplication m) => new() { Id = m.Id }, p => new KillApplication(p.Id.ToId())),
        Request("ApplicationKilled.1", (ApplicationKilled m) => new() { Id = m.Id }, p => new ApplicationKilled(p.Id.ToId())),
        Request("ApplicationRestarted.1", (ApplicationRestarted m) => new() { Id = m.Id }, p => new ApplicationRestarted(p.Id.ToId())),
        Request("SetOutputCollection.1", (SetOutputCollection m) => new() { Id = m.Id, Flag = m.Collect }, p => new SetOutputCollection(p.Id.ToId(), p.Flag)),
        Request("OutputCollectionSet.1", (OutputCollectionSet m) => new() { Id = m.Id, Flag = m.Collect }, p => new OutputCollectionSet(p.Id.ToId(), p.Flag)),
        Request("GetTasks.1", (GetTasks m) => new() { Id = m.Id }, p => new GetTasks(p.Id.Length == 0 ? "" : p.Id.ToId())),
        Request("GetPeers.1", (GetPeers m) => new() { Id = m.Id }, p => new GetPeers(p.Id.ToId())),
        Request("DescribeApplication.1", (DescribeApplication m) => new() { Id = m.Id }, p => new DescribeApplication(p.Id.ToId())),
        MessageCodec.Of("TaskList.1", Protocol.TaskList.Parser, (TaskList m) => m.ToProto(), TaskValues.ToList),
        MessageCodec.Of("ShareRecord.1", Protocol.ApplicationRecord.Parser, (ShareRecord m) => m.Record.ToProto(), p => new ShareRecord(p.ToRecord())),
        MessageCodec.Of(
            "ApplicationDescribed.1", Protocol.ApplicationRecord.Parser, (ApplicationDescribed m) => m.Record.ToProto(), p => new ApplicationDescribed(p.ToRecord())),
        MessageCodec.Of(
            "ReserveTasks.1",
            Protocol.ReserveTasks.Parser,
            (ReserveTasks m) =>
            {
                var proto = new Protocol.ReserveTasks { Id = m.Id, Reservation = m.Reservation, ExpiryMs = m.Expiry.ToMilliseconds() };
                proto.Needs.AddRange(m.Needs.Select(TaskValues.ToProto));
                return proto;
            },
            p => new ReserveTasks(p.Id.ToId(), p.Reservation, [.. p.Needs.Select(TaskValues.ToNeed)], p.ExpiryMs.ToTimeSpan())),
        Answer("TasksReserved.1", (TasksReserved m) => new() { Id = m.Id, Reservation = m.Reservation, Board = m.Board }, p => new TasksReserved(p.Id.ToId(), p.Reservation, p.Board)),
        Answer(
            "TasksNotReserved.1",
            (TasksNotReserved m) => new() { Id = m.Id, Reservation = m.Reservation, Board = m.Board, Reason = m.Reason },
            p => new TasksNotReserved(p.Id.ToId(), p.Reservation, p.Board, p.Reason)),
        Answer("ReleaseReservation.1", (ReleaseReservation m) => new() { Id = m.Id, Reservation = m.Reservation }, p => new ReleaseReservation(p.Id.ToId(), p.Reservation)),
        MessageCodec.Of(
            "LaunchTask.1",
            Protocol.LaunchTask.Parser,
            (LaunchTask m) => new Protocol.LaunchTask
            {
                Record = m.Record.ToProto(),
                Reservation = m.Reservation,
                Need = m.Need.ToProto(),
                Incarnation = m.Incarnation,
                Lease = m.Lease?.ToProto() ?? ByteString.Empty,
            },
            p => new LaunchTask(
                p.Record.ToRecord(), p.Reservation, p.Need.ToNeed(), p.Incarnation.Counted(), p.Lease.IsEmpty ? null : p.Lease.ToJob())),
        MessageCodec.Of(
            "LaunchRefused.1",
            Protocol.TaskAnswer.Parser,
            (LaunchRefused m) => new Protocol.TaskAnswer { Id = m.Id, Task = m.Task, Index = m.Index, Incarnation = m.Incarnation, Board = m.Board, Reason = m.Reason },
            p => new LaunchRefused(p.Id.ToId(), p.Task.ToName(), p.Index.NotNegative(), p.Incarnation.Counted(), p.Board, p.Reason)),
        MessageCodec.Of(
            "StopTask.1",
            Protocol.TaskAnswer.Parser,
            (StopTask m) => new Protocol.TaskAnswer { Id = m.Id, Task = m.Task, Index = m.Index, Incarnation = m.Incarnation, Reason = m.Reason },
            p => new StopTask(p.Id.ToId(), p.Task.ToName(), p.Index.NotNegative(), p.Incarnation.Counted(), p.Reason)),
        MessageCodec.Of("TaskReport.1", Protocol.TaskReport.Parser, (TaskReport m) => m.ToProto(), TaskValues.ToReport),
        MessageCodec.Of("ApplicationPeers.1", Protocol.ApplicationPeers.Parser, (ApplicationPeers m) => m.ToProto(), TaskValues.ToPeers),
    ];

    private static MessageCodec Request<TMessage>(string manifest, Func<TMessage, Protocol.TaskRequest> encode, Func<Protocol.TaskRequest, TMessage> decode)
        where TMessage : IFardMessage =>
        MessageCodec.Of(manifest, Protocol.TaskRequest.Parser, encode, decode);

    private static MessageCodec Answer<TMessage>(string manifest, Func<TMessage, Protocol.ReservationAnswer> encode, Func<Protocol.ReservationAnswer, TMessage> decode)
        where TMessage : IFardMessage =>
        MessageCodec.Of(manifest, Protocol.ReservationAnswer.Parser, encode, decode);

    public static string ToId(this string id) => ApplicationRecord.IsId(id) ? id : throw new FormatException($"'{Shorten(id)}' is no id of an application");

    public static string ToName(this string name) => ManifestReader.IsName(name) ? name : throw new FormatException($"'{Shorten(name)}' is no name of a task");

    public static string ToManifestText(this string text) => Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= ManifestReader.MaxBytes
        ? text
        : throw new FormatException($"an application's text has {bytes} bytes; at most {ManifestReader.MaxBytes} are accepted");

    public static long Counted(this long value) => value > 0 ? value : throw new FormatException($"{value} where a count from 1 is expected");

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..100];
}
