using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Answers every message with itself.</summary>
public class SimpleEchoActor : ReceiveActor
{
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message, Self));

    public static Props Props() => Actor.Props.Create(() => new SimpleEchoActor());
}

/// <summary>Hands every message to a test kit, and to its sender too where that is somebody else.</summary>
public class EchoActor : ReceiveActor
{
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        ReceiveAny(message =>
        {
            testkit.TestActor.Tell(message, Sender);
            if (echoBackToSenderAsWell && !Sender.Equals(testkit.TestActor))
                Sender.Tell(message, Self);
        });

    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

public class ForwardActor : ReceiveActor
{
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : ActorBase
{
    public static Props Props { get; } = Actor.Props.Create(() => new BlackHoleActor());

    protected override bool Receive(object message) => true;
}

/// <summary>Handles no message.</summary>
public class UnhandledMessageActor : ReceiveActor
{
}
