using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>A message between the managers of one singleton.</summary>
internal interface IClusterSingletonMessage
{
}

/// <summary>New owner to former owner: stop the singleton and tell me.</summary>
internal sealed record HandOverToMe : IClusterSingletonMessage, IDeadLetterSuppression;

/// <summary>Former owner to new owner: the singleton has been asked to stop.</summary>
internal sealed record HandOverInProgress : IClusterSingletonMessage, IDeadLetterSuppression;

/// <summary>Former owner to new owner: the singleton does not run here, and will not again.</summary>
internal sealed record HandOverDone : IClusterSingletonMessage, IDeadLetterSuppression;

/// <summary>Former owner to new owner: I leave; ask me to hand over.</summary>
internal sealed record TakeOverFromMe : IClusterSingletonMessage, IDeadLetterSuppression;

/// <summary>Coordinated shutdown waits for the hand-over; answered with Done.</summary>
internal sealed record SelfExiting : INoSerializationVerificationNeeded;
