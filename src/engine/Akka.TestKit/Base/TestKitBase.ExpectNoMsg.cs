using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <content>No message comes. Given times are dilated.</content>
public abstract partial class TestKitBase
{
    public void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        ExpectNone(Waiting.Blocking, RemainingOrDefault, cancellationToken).GetAwaiter().GetResult();

    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNone(Waiting.Blocking, Dilated(duration), cancellationToken).GetAwaiter().GetResult();

    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        new(ExpectNone(Waiting.Async, RemainingOrDefault, cancellationToken));

    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        new(ExpectNone(Waiting.Async, Dilated(duration), cancellationToken));

    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    private async Task ExpectNone(Waiting waiting, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (await Receive(waiting, duration, cancellationToken) is { } envelope)
            Fail($"Expected no message for {duration}, received {Show(envelope)}.");
        _lastWasNoMsg = true;
    }
}
