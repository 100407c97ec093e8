using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Remote.Transport;

/// <summary>Holds the end of the actor system back, once user actors have stopped, until remoting has flushed and closed.</summary>
internal sealed class RemotingTerminator(Remoting remoting) : UntypedActor
{
    protected override void PreStart() => Context.Parent.Tell(RegisterTerminationHook.Instance, Self);

    protected override void OnReceive(object message)
    {
        if (message is not TerminationHook)
        {
            Unhandled(message);
            return;
        }
        var guardian = Sender;
        var self = Self;
        _ = remoting.ShutdownAsync().ContinueWith(_ => guardian.Tell(TerminationHookDone.Instance, self), TaskScheduler.Default);
    }
}
