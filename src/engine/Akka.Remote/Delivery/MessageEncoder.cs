using System.Runtime.CompilerServices;
using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote.Delivery;

/// <summary>Turns messages into frames. One per connection: it remembers the encoded paths of recent senders.</summary>
/// <remarks>It remembers the senders weakly: each would otherwise stay in memory after its end, with all that it had, for as long as the connection lasts.</remarks>
internal sealed class MessageEncoder(Remoting remoting)
{
    private const int CacheSize = 256;

    private readonly (WeakReference<IActorRef>? Ref, byte[] Path)[] _senders = new (WeakReference<IActorRef>?, byte[])[CacheSize];

    /// <summary>Appends the message as one frame. One that cannot be serialized or is too large is logged and left out; the connection stays as it was.</summary>
    public bool TryWrite(WireWriter writer, in OutboundMessage message)
    {
        var start = writer.Length;
        try
        {
            if (message.Number > 0) WriteSystem(writer, message);
            else WriteUser(writer, message);
            var length = Frames.End(writer, start);
            var maximum = remoting.Settings.Tcp.MaximumFrameSize;
            if (length <= maximum) return true;
            RemoteMetrics.Drop(message.Recipient.Path.Address, "too-large");
            remoting.Log.Error(
                "Message of type [{0}] for [{1}] is dropped: it takes {2} bytes, akka.remote.dot-netty.tcp.maximum-frame-size is {3}",
                message.Message.GetType(), message.Recipient, length, maximum);
        }
        catch (Exception e)
        {
            RemoteMetrics.Drop(message.Recipient.Path.Address, "not-serializable");
            remoting.Log.Error(e, "Message of type [{0}] for [{1}] is dropped: it cannot be serialized", message.Message.GetType(), message.Recipient);
        }
        writer.Truncate(start);
        return false;
    }

    private void WriteUser(WireWriter writer, in OutboundMessage message)
    {
        Frames.Begin(writer, FrameKind.Message);
        writer.Bytes(message.Recipient.EncodedPath);
        writer.Bytes(PathOf(message.Sender));
        remoting.Payloads.Write(writer, message.Message);
    }

    private void WriteSystem(WireWriter writer, in OutboundMessage message)
    {
        Frames.Begin(writer, FrameKind.SystemMessage);
        writer.Int64(message.Number);
        writer.Bytes(message.Recipient.EncodedPath);
        SystemMessageCodec.Write(writer, (ISystemMessage)message.Message);
    }

    private byte[] PathOf(IActorRef? sender)
    {
        if (sender is null or Nobody) return [];
        if (sender is RemoteActorRef remote) return remote.EncodedPath;
        // Only an actor's own path carries a uid; the references of questions come once and are not worth remembering.
        if (sender.Path.Uid == 0) return Encode(sender);
        ref var slot = ref _senders[(uint)RuntimeHelpers.GetHashCode(sender) % CacheSize];
        if (slot.Ref is null) slot = (new WeakReference<IActorRef>(sender), Encode(sender));
        if (slot.Ref.TryGetTarget(out var known) && ReferenceEquals(known, sender)) return slot.Path;
        slot.Path = Encode(sender);
        slot.Ref.SetTarget(sender);
        return slot.Path;
    }

    private static byte[] Encode(IActorRef sender) => Encoding.UTF8.GetBytes(Akka.Serialization.Serialization.SerializedActorPath(sender));
}
