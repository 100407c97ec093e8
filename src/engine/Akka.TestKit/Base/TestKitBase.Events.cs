using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>Expectations of log events.</content>
public abstract partial class TestKitBase
{
    internal async Task ExpectEvents(Waiting waiting, MutedEvents events, int expected, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var limit = Dilated(timeout);
        if (expected == 0)
            await Holds(waiting, () => Task.FromResult(events.Count > 0), limit, EventInterval, cancellationToken);
        else
            await Holds(waiting, () => Task.FromResult(events.Count >= expected), limit, EventInterval, cancellationToken);
        if (events.Count != expected)
            Fail($"Expected {expected} of: {events.Description}; {events.Count} were logged within {limit}.");
    }

    private static readonly TimeSpan EventInterval = TimeSpan.FromMilliseconds(10);
}
