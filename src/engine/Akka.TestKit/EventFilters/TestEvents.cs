using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Orders to the test event listener, which travel on the event stream as the log events do, so in order with them.</summary>
internal sealed record MuteEvents(IReadOnlyCollection<IEventFilter> Filters) : INoSerializationVerificationNeeded;

internal sealed record UnmuteEvents(IReadOnlyCollection<IEventFilter> Filters) : INoSerializationVerificationNeeded;
