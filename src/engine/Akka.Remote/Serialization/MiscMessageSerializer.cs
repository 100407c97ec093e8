using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Delivery;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Serialization;

/// <summary>The engine's own messages that users send or that remote death watch needs.</summary>
internal sealed class MiscMessageSerializer : SerializerWithStringManifest
{
    private static readonly byte[] NoBytes = [];

    private readonly PayloadCodec _payloads;

    public MiscMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _payloads = new PayloadCodec(system);
    }

    public override string Manifest(object o) => o switch
    {
        Identify => "I",
        ActorIdentity => "AI",
        IActorRef => "R",
        PoisonPill => "P",
        Kill => "K",
        Status.Success => "SS",
        Status.Failure => "SF",
        Address => "A",
        Done => "D",
        RemoteWatcher.Heartbeat => "H",
        RemoteWatcher.HeartbeatRsp => "HR",
        _ => throw new ArgumentException($"Cannot serialize {o.GetType()}", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        using var writer = new WireWriter();
        switch (obj)
        {
            case Identify identify:
                Optional(writer, identify.MessageId);
                break;
            case ActorIdentity identity:
                Optional(writer, identity.MessageId);
                writer.OptionalText(identity.Subject.IsNobody() ? null : Akka.Serialization.Serialization.SerializedActorPath(identity.Subject));
                break;
            case IActorRef actor:
                writer.OptionalText(actor.IsNobody() ? null : Akka.Serialization.Serialization.SerializedActorPath(actor));
                break;
            case Status.Success success:
                Optional(writer, success.Status);
                break;
            case Status.Failure failure:
                ExceptionCodec.Write(writer, failure.Cause);
                Optional(writer, failure.State);
                break;
            case Address address:
                writer.Address(address);
                break;
            case RemoteWatcher.HeartbeatRsp response:
                writer.Int32(response.AddressUid);
                break;
        }
        return writer.Length == 0 ? NoBytes : writer.ToArray();
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new WireReader(bytes);
        object message = manifest switch
        {
            "I" => new Identify(Optional(ref reader)!),
            "AI" => new ActorIdentity(Optional(ref reader)!, Ref(ref reader)!),
            "R" => Ref(ref reader) ?? ActorRefs.Nobody,
            "P" => PoisonPill.Instance,
            "K" => Kill.Instance,
            "SS" => new Status.Success(Optional(ref reader)!),
            "SF" => new Status.Failure(ExceptionCodec.Read(ref reader), Optional(ref reader)!),
            "A" => reader.Address("address"),
            "D" => Done.Instance,
            "H" => RemoteWatcher.Heartbeat.Instance,
            "HR" => new RemoteWatcher.HeartbeatRsp(reader.Int32("uid")),
            _ => throw new SerializationException($"Unknown manifest [{manifest}] in {nameof(MiscMessageSerializer)}"),
        };
        reader.End(manifest);
        return message;
    }

    private void Optional(WireWriter writer, object? value)
    {
        writer.Bool(value is not null);
        if (value is not null) _payloads.WriteNested(writer, value);
    }

    private object? Optional(ref WireReader reader) => reader.Bool("present") ? _payloads.ReadNested(ref reader) : null;

    private IActorRef? Ref(ref WireReader reader) => reader.OptionalText("actor") is { } path ? system.Provider.ResolveActorRef(path) : null;
}
