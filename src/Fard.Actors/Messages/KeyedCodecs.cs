using Fard.Programs;
using Google.Protobuf;

namespace Fard.Actors.Messages;

/// <summary>Messages about state by key.</summary>
internal static class KeyedCodecs
{
    public static MessageCodec[] All { get; } =
    [
        MessageCodec.Of("KeyedEvent.1", Protocol.KeyedEvent.Parser, (KeyedEvent m) => Encode(m), Decode),
        Of("KeyedHandled.1", (KeyedHandled m) => For(m), p => new KeyedHandled(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey())),
        Of("KeyedRefused.1", (KeyedRefused m) => For(m, reason: m.Reason), p => new KeyedRefused(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey(), p.Reason)),
        MessageCodec.Of(
            "HandleKeyed.1",
            Protocol.HandleKeyed.Parser,
            (HandleKeyed m) => new Protocol.HandleKeyed { Peer = m.Peer, Number = m.Number, Event = Encode(m.Event), State = UnsafeByteOperations.UnsafeWrap(m.State) },
            p => new HandleKeyed(p.Peer.ToId(), p.Number, Decode(p.Event ?? throw new FormatException("the event is missing")), p.State.ToStateBytes())),
        Of(
            "KeyedResult.1",
            (KeyedResult m) => new() { Version = m.Number, State = UnsafeByteOperations.UnsafeWrap(m.State), Reason = m.Failure, Final = m.IsFinal },
            p => new KeyedResult(p.Version, p.State.ToStateBytes(), p.Reason) { IsFinal = p.Final }),
        Of(
            "KeepState.1",
            (KeepState m) => For(m, m.Version, m.Writer, m.State),
            p => new KeepState(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey(), p.Version.Counted(), p.Reason, p.State.ToStateBytes())),
        Of("StateKept.1", (StateKept m) => For(m, m.Version), p => new StateKept(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey(), p.Version.Counted())),
        Of(
            "StateNotKept.1",
            (StateNotKept m) => For(m, m.Version, m.Reason),
            p => new StateNotKept(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey(), p.Version.Counted(), p.Reason)),
        Of("GetState.1", (GetState m) => For(m), p => new GetState(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey())),
        Of(
            "StateFound.1",
            (StateFound m) => For(m, m.Version, state: m.State),
            p => new StateFound(p.Id.ToId(), p.Task.ToName(), p.Key.ToKey(), p.Version >= 0 ? p.Version : throw new FormatException($"version {p.Version}"), p.State.ToStateBytes())),
        Of("DropStates.1", (DropStates m) => new() { Id = m.Id }, p => new DropStates(p.Id.ToId())),
    ];

    private static MessageCodec Of<TMessage>(string manifest, Func<TMessage, Protocol.KeyedState> encode, Func<Protocol.KeyedState, TMessage> decode)
        where TMessage : IFardMessage =>
        MessageCodec.Of(manifest, Protocol.KeyedState.Parser, encode, decode);

    private static Protocol.KeyedState For(IKeyedMessage message, long version = 0, string reason = "", ReadOnlyMemory<byte> state = default) => new()
    {
        Id = message.Id,
        Task = message.Task,
        Key = message.Key,
        Version = version,
        Reason = reason,
        State = UnsafeByteOperations.UnsafeWrap(state),
    };

    private static Protocol.KeyedEvent Encode(KeyedEvent message) => new()
    {
        Id = message.Id,
        Task = message.Task,
        Key = message.Key,
        Sender = message.Sender,
        SenderTask = message.SenderTask,
        Name = message.Name,
        IsJson = message.Payload.IsJson,
        Payload = UnsafeByteOperations.UnsafeWrap(message.Payload.Bytes),
    };

    private static KeyedEvent Decode(Protocol.KeyedEvent proto) => new(
        proto.Id.ToId(),
        proto.Task.ToName(),
        proto.Key.ToKey(),
        proto.Sender.ToId(),
        proto.SenderTask.ToName(),
        proto.Name.Length is > 0 and <= EventNames.MaxLength ? proto.Name : throw new FormatException($"the name of an event has {proto.Name.Length} characters"),
        new EventPayload(proto.IsJson, proto.Payload.Length <= EventNames.MaxPayloadBytes ? proto.Payload.Memory : throw new FormatException($"a payload has {proto.Payload.Length} bytes")));

    private static string ToKey(this string key) => key.Length is > 0 and <= EventNames.MaxKeyLength ? key : throw new FormatException($"a key has {key.Length} characters; 1 to {EventNames.MaxKeyLength} are accepted");

    private static ReadOnlyMemory<byte> ToStateBytes(this ByteString state) =>
        state.Length <= EventNames.MaxStateBytes ? state.Memory : throw new FormatException($"a state has {state.Length} bytes; at most {EventNames.MaxStateBytes} are accepted");
}
