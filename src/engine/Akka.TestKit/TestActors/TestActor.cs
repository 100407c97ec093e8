using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>The messages that steer a test actor.</summary>
public static class TestActor
{
    /// <summary>Tells which messages a test actor drops.</summary>
    public delegate bool Ignore(object message);

    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    public class SetIgnore(Ignore? ignore) : INoSerializationVerificationNeeded
    {
        public Ignore? Ignore { get; } = ignore;
    }

    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    public class Watch(IActorRef actorToWatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToWatch;
    }

    public class Unwatch(IActorRef actorToUnwatch) : INoSerializationVerificationNeeded
    {
        public IActorRef Actor { get; } = actorToUnwatch;
    }

    /// <summary>Makes a child of the test actor, which answers with its reference.</summary>
    public class Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy) : INoSerializationVerificationNeeded
    {
        public readonly Props _props = props;
        public readonly Option<string> _name = name;
        public readonly Option<SupervisorStrategy> _supervisorStrategy = supervisorStrategy;

        public IActorRef Apply(IActorRefFactory context) =>
            _name.HasValue ? context.ActorOf(_props, _name.Value) : context.ActorOf(_props);
    }
}
