using Akka.Remote.Delivery;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Remote.Tests.Internal.Delivery;

public sealed class SystemMessageDeliverySpec
{
    private enum Step
    {
        Send,
        Transmit,
        LoseConnection,
        Acknowledge,
    }

    /// <summary>Whatever is lost and repeated, the other side gets each message once and in order.</summary>
    [Fact]
    public void Every_message_is_delivered_once_and_in_order_however_often_the_connection_breaks() =>
        Prop.ForAll(Gen.Elements(Enum.GetValues<Step>()).ListOf().ToArbitrary(), steps =>
        {
            var outbox = new SystemMessageOutbox<int>(10_000);
            var inbox = new SystemMessageInbox();
            var delivered = new List<int>();
            var wire = new Queue<(long Number, int Message)>();
            var sent = 0;
            void Receive()
            {
                while (wire.TryDequeue(out var next))
                    if (inbox.Receive(next.Number) == Receipt.Deliver) delivered.Add(next.Message);
            }
            void Reconnect()
            {
                wire.Clear();
                foreach (var pending in outbox.Pending) wire.Enqueue(pending);
            }
            foreach (var step in steps)
            {
                switch (step)
                {
                    case Step.Send:
                        wire.Enqueue((outbox.TryAdd(sent)!.Value, sent++));
                        break;
                    case Step.Transmit:
                        Receive();
                        break;
                    case Step.LoseConnection:
                        Reconnect();
                        break;
                    default:
                        outbox.Acknowledge(inbox.Delivered);
                        break;
                }
            }
            Reconnect();
            Receive();
            outbox.Acknowledge(inbox.Delivered);
            return delivered.SequenceEqual(Enumerable.Range(0, sent)) && outbox.Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_missing_message_is_a_gap()
    {
        var inbox = new SystemMessageInbox();

        inbox.Receive(1).ShouldBe(Receipt.Deliver);
        inbox.Receive(3).ShouldBe(Receipt.Gap);
        inbox.Receive(2).ShouldBe(Receipt.Deliver);
        inbox.Receive(2).ShouldBe(Receipt.Duplicate);
    }

    [Fact]
    public void An_acknowledgement_of_what_was_never_sent_is_refused()
    {
        var outbox = new SystemMessageOutbox<int>(10);
        outbox.TryAdd(1);

        Should.Throw<InvalidOperationException>(() => outbox.Acknowledge(2));
    }

    [Fact]
    public void Takes_no_more_than_its_capacity_and_starts_anew_after_a_reset()
    {
        var outbox = new SystemMessageOutbox<int>(2);
        outbox.TryAdd(1).ShouldBe(1);
        outbox.TryAdd(2).ShouldBe(2);
        outbox.TryAdd(3).ShouldBeNull();

        outbox.Reset().ShouldBe([1, 2]);
        outbox.TryAdd(4).ShouldBe(1);
    }
}
