using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Wire;

namespace Akka.Remote.Delivery;

/// <summary>The system messages that cross systems: death watch, and the order to stop. First byte: 1 Watch, 2 Unwatch, 3 DeathWatchNotification, 4 Terminate.</summary>
internal static class SystemMessageCodec
{
    public static void Write(WireWriter writer, ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch:
                writer.Byte(1);
                Ref(writer, watch.Watchee);
                Ref(writer, watch.Watcher);
                break;
            case Unwatch unwatch:
                writer.Byte(2);
                Ref(writer, unwatch.Watchee);
                Ref(writer, unwatch.Watcher);
                break;
            case DeathWatchNotification gone:
                writer.Byte(3);
                Ref(writer, gone.Actor);
                writer.Bool(gone.ExistenceConfirmed);
                writer.Bool(gone.AddressTerminated);
                break;
            case Terminate:
                writer.Byte(4);
                break;
            default:
                throw new ArgumentException($"{message.GetType()} does not cross systems", nameof(message));
        }
    }

    public static ISystemMessage Read(ref WireReader reader, IActorRefProvider provider)
    {
        var kind = reader.Byte("system message");
        return kind switch
        {
            1 => new Watch(Ref(ref reader, provider), Ref(ref reader, provider)),
            2 => new Unwatch(Ref(ref reader, provider), Ref(ref reader, provider)),
            3 => new DeathWatchNotification(Ref(ref reader, provider), reader.Bool("existence confirmed"), reader.Bool("address terminated")),
            4 => new Terminate(),
            _ => throw reader.Bad("system message", $"kind {kind} is unknown"),
        };
    }

    private static void Ref(WireWriter writer, IActorRef actor) => writer.Text(Akka.Serialization.Serialization.SerializedActorPath(actor));

    private static IInternalActorRef Ref(ref WireReader reader, IActorRefProvider provider) => (IInternalActorRef)provider.ResolveActorRef(reader.Text("actor"));
}
