using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Wire;

namespace Akka.Remote.Delivery;

/// <summary>Turns the bodies of frames into messages and delivers them. One per connection: it remembers the references of recent paths.</summary>
/// <remarks>Actors of this system are remembered weakly: each would otherwise stay in memory after its end, with all that it had, for as long as the connection lasts.</remarks>
internal sealed class MessageDecoder(Remoting remoting)
{
    private const int CacheSize = 1024;

    private readonly Remembered[] _refs = new Remembered[CacheSize];

    /// <summary>Delivers a user message. One that cannot be read as a message is logged and dropped; a malformed frame throws.</summary>
    public void Deliver(ref WireReader reader)
    {
        var recipient = Resolve(reader.Bytes("recipient"));
        var senderPath = reader.Bytes("sender");
        var sender = senderPath.IsEmpty ? null : Resolve(senderPath);
        object message;
        try
        {
            message = remoting.Payloads.Read(ref reader);
        }
        catch (Exception e) when (e is not WireFormatException)
        {
            remoting.Log.Warning("A message for [{0}] from [{1}] is dropped, it cannot be deserialized: {2}", recipient, sender, e.Message);
            return;
        }
        if (!recipient.IsLocal)
        {
            remoting.Log.Warning("A message for [{0}] is dropped: this system is [{1}]", recipient, remoting.LocalAddress);
        }
        else if (message is ActorSelectionMessage selection)
        {
            if (remoting.Settings.UntrustedMode) remoting.Log.Debug("operating in UntrustedMode, dropping selection to [{0}]", recipient);
            else ActorSelectionDelivery.Deliver(recipient, sender, selection);
        }
        else if (remoting.Settings.UntrustedMode && message is IPossiblyHarmful)
        {
            remoting.Log.Debug("operating in UntrustedMode, dropping [{0}] to [{1}]", message.GetType(), recipient);
        }
        else
        {
            recipient.Tell(message, sender);
        }
    }

    public void DeliverSystem(ref WireReader reader)
    {
        var recipient = Resolve(reader.Bytes("recipient"));
        var message = SystemMessageCodec.Read(ref reader, remoting.Provider);
        reader.End("system message");
        if (recipient.IsLocal && !(remoting.Settings.UntrustedMode && message is IPossiblyHarmful)) recipient.SendSystemMessage(message);
    }

    private IInternalActorRef Resolve(ReadOnlySpan<byte> path)
    {
        var hash = new HashCode();
        hash.AddBytes(path);
        ref var slot = ref _refs[(uint)hash.ToHashCode() % CacheSize];
        if (slot.Path is not null && path.SequenceEqual(slot.Path) && slot.Find() is { IsTerminated: false } known) return known;
        var resolved = (IInternalActorRef)remoting.Provider.ResolveActorRef(Encoding.UTF8.GetString(path));
        // Without a uid the path may name another actor later.
        if (!resolved.IsLocal || (resolved.Path.Uid != 0 && !resolved.IsTerminated)) slot = new Remembered(path.ToArray(), resolved);
        return resolved;
    }

    /// <summary>A reference and the path that it was found by.</summary>
    private readonly struct Remembered(byte[] path, IInternalActorRef found)
    {
        private readonly object _found = found.IsLocal ? new WeakReference<IInternalActorRef>(found) : found;

        public byte[]? Path { get; } = path;

        public IInternalActorRef? Find() => _found is WeakReference<IInternalActorRef> local ? local.TryGetTarget(out var actor) ? actor : null : (IInternalActorRef)_found;
    }
}
