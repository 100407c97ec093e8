using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <content>What the engine asks of a reference: the probe's actor answers.</content>
public partial class TestProbe
{
    IInternalActorRef IInternalActorRef.Parent => Actor.Parent;

    IActorRefProvider IInternalActorRef.Provider => Actor.Provider;

    bool IInternalActorRef.IsTerminated => Actor.IsTerminated;

    bool IInternalActorRef.IsLocal => Actor.IsLocal;

    private IInternalActorRef Actor => (IInternalActorRef)TestActor;

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Actor.GetChild(name);

    void IInternalActorRef.Start() => Actor.Start();

    void IInternalActorRef.Stop() => Actor.Stop();

    void IInternalActorRef.Suspend() => Actor.Suspend();

    void IInternalActorRef.Resume(Exception? causedByFailure) => Actor.Resume(causedByFailure);

    void IInternalActorRef.Restart(Exception cause) => Actor.Restart(cause);

    void IInternalActorRef.SendSystemMessage(ISystemMessage message) => Actor.SendSystemMessage(message);
}
