using Akka.Actor;

namespace Akka.TestKit.Internal;

internal sealed class TestActorProducer(MessageBox messages) : IIndirectActorProducer
{
    public Type ActorType => typeof(InternalTestActor);

    public ActorBase Produce() => new InternalTestActor(messages);

    public void Release(ActorBase actor)
    {
    }
}
