using System.Text;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Associations;

namespace Akka.Remote;

/// <summary>A reference to an actor of another system. It knows the association and carries its path as the wire needs it.</summary>
internal sealed class RemoteActorRef : InternalActorRefBase
{
    private readonly RemoteActorRefProvider _provider;
    private readonly Association _association;
    private byte[]? _encodedPath;

    public RemoteActorRef(RemoteActorRefProvider provider, Association association, ActorPath path)
    {
        _provider = provider;
        _association = association;
        Path = path;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _provider;

    public override bool IsLocal => false;

    public override bool IsTerminated => false;

    public override IInternalActorRef Parent => (IInternalActorRef)_provider.ResolveActorRef(Path.Parent);

    /// <summary>The path with its uid, in UTF-8.</summary>
    public byte[] EncodedPath => _encodedPath ??= Encoding.UTF8.GetBytes(Path.ToSerializationFormat());

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        var path = Path;
        foreach (var element in name)
            if (element.Length > 0) path = element == ".." ? path.Parent : path / element;
        return ReferenceEquals(path, Path) ? this : new RemoteActorRef(_provider, _association, path);
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            // Watching over the wire is the remote watcher's task: it notices a system that falls silent.
            case Watch watch when !IsRemoteWatcher(watch.Watcher):
                _provider.RemoteWatcher.Tell(new RemoteWatcher.WatchRemote(watch.Watchee, watch.Watcher), ActorRefs.NoSender);
                break;
            case Unwatch unwatch when !IsRemoteWatcher(unwatch.Watcher):
                _provider.RemoteWatcher.Tell(new RemoteWatcher.UnwatchRemote(unwatch.Watchee, unwatch.Watcher), ActorRefs.NoSender);
                break;
            default:
                _association.SendSystem(message, this);
                break;
        }
    }

    public override void Start()
    {
    }

    public override void Stop() => SendSystemMessage(new Terminate());

    /// <summary>Supervision does not cross systems.</summary>
    public override void Suspend()
    {
    }

    public override void Resume(Exception? causedByFailure = null)
    {
    }

    public override void Restart(Exception cause)
    {
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        _association.Send(message, sender, this);
    }

    private bool IsRemoteWatcher(IInternalActorRef watcher) => watcher.Equals(_provider.RemoteWatcher);
}
