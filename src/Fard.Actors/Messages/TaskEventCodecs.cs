using Fard.Programs;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Events and output: messages between tasks, and from tasks to clients.</summary>
internal static class TaskEventCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of(
            "FiredEvent.1",
            Protocol.FiredEvent.Parser,
            (FiredEvent m) => new Protocol.FiredEvent
            {
                Id = m.Id,
                Sender = m.Sender,
                SenderTask = m.SenderTask,
                SenderIncarnation = m.SenderIncarnation,
                Receiver = m.Receiver,
                Sequence = m.Sequence,
                Name = m.Name,
                Scope = (int)m.Scope,
                IsJson = m.Payload.IsJson,
                Payload = UnsafeByteOperations.UnsafeWrap(m.Payload.Bytes),
            },
            p => new FiredEvent(
                p.Id.ToId(),
                p.Sender.ToId(),
                p.SenderTask.ToName(),
                p.SenderIncarnation.Counted(),
                p.Receiver.ToId(),
                p.Sequence.Counted(),
                p.Name.Length is > 0 and <= EventNames.MaxLength ? p.Name : throw new FormatException($"the name of an event has {p.Name.Length} characters"),
                Enum.IsDefined((EventScope)p.Scope) ? (EventScope)p.Scope : throw new FormatException($"{p.Scope} is no scope of an event"),
                new EventPayload(p.IsJson, Bounded(p.Payload)))),
        Mark("EventsTaken.1", (EventsTaken m) => Encode(m.Id, m.Sender, m.SenderIncarnation, m.Receiver, m.Sequence), p => new EventsTaken(p.Id.ToId(), p.Sender.ToId(), p.SenderIncarnation.Counted(), p.Receiver.ToId(), p.Sequence)),
        Mark("EventsAsked.1", (EventsAsked m) => Encode(m.Id, m.Sender, m.SenderIncarnation, m.Receiver, m.Sequence), p => new EventsAsked(p.Id.ToId(), p.Sender.ToId(), p.SenderIncarnation.Counted(), p.Receiver.ToId(), p.Sequence)),
        MessageCodec.Of(
            "PullOutput.1",
            Protocol.PullOutput.Parser,
            (PullOutput m) => new Protocol.PullOutput { Id = m.Id, Peer = m.Peer, Consumer = m.Consumer, Acknowledged = m.Acknowledged, WaitMs = m.Wait.ToMilliseconds() },
            p => new PullOutput(p.Id.ToId(), p.Peer.ToId(), p.Consumer, p.Acknowledged, p.WaitMs.ToTimeSpan())),
        MessageCodec.Of(
            "OutputBatch.1",
            Protocol.OutputBatch.Parser,
            (OutputBatch m) =>
            {
                var proto = new Protocol.OutputBatch { Id = m.Id, Peer = m.Peer, Incarnation = m.Incarnation, First = m.First };
                proto.Items.AddRange(m.Items.Select(item => UnsafeByteOperations.UnsafeWrap(item)));
                return proto;
            },
            p => new OutputBatch(p.Id.ToId(), p.Peer.ToId(), p.Incarnation.Counted(), p.First, [.. p.Items.Select(Bounded)])),
    ];

    private static MessageCodec Mark<TMessage>(string manifest, Func<TMessage, Protocol.EventMark> encode, Func<Protocol.EventMark, TMessage> decode)
        where TMessage : IFardMessage =>
        MessageCodec.Of(manifest, Protocol.EventMark.Parser, encode, decode);

    private static Protocol.EventMark Encode(string id, string sender, long incarnation, string receiver, long sequence) =>
        new() { Id = id, Sender = sender, SenderIncarnation = incarnation, Receiver = receiver, Sequence = sequence };

    private static ReadOnlyMemory<byte> Bounded(ByteString bytes) => bytes.Length <= EventNames.MaxPayloadBytes
        ? bytes.Memory
        : throw new FormatException($"a payload has {bytes.Length} bytes; at most {EventNames.MaxPayloadBytes} are accepted");
}
