using Akka.Remote.Associations;

namespace Akka.Remote.Tests.Internal.Associations;

public sealed class AssociationLifecycleSpec
{
    private static readonly TimeSpan Gate = TimeSpan.FromSeconds(5);

    private readonly AssociationLifecycle _lifecycle = new(Gate);

    [Fact]
    public void The_first_message_opens_and_the_next_ones_queue()
    {
        _lifecycle.Send(At(0)).ShouldBe(SendDecision.QueueAndOpen);
        _lifecycle.Send(At(1)).ShouldBe(SendDecision.Queue);
        _lifecycle.Opened(7, At(2)).ShouldBe(HandshakeOutcome.Same);
        _lifecycle.Phase.ShouldBe(AssociationPhase.Active);
        _lifecycle.Send(At(3)).ShouldBe(SendDecision.Queue);
    }

    [Fact]
    public void After_a_failure_messages_are_dropped_until_the_gate_opens()
    {
        _lifecycle.Send(At(0));
        _lifecycle.Close(At(1), failed: true);

        _lifecycle.Send(At(5.9)).ShouldBe(SendDecision.Drop);
        _lifecycle.Send(At(6)).ShouldBe(SendDecision.QueueAndOpen);
    }

    [Fact]
    public void A_call_from_the_other_side_opens_the_gate()
    {
        _lifecycle.Send(At(0));
        _lifecycle.Close(At(1), failed: true);

        _lifecycle.Called(7).ShouldBe(HandshakeOutcome.Same);

        _lifecycle.Send(At(2)).ShouldBe(SendDecision.QueueAndOpen);
    }

    [Fact]
    public void Another_uid_is_a_new_incarnation()
    {
        _lifecycle.Called(7).ShouldBe(HandshakeOutcome.Same);
        _lifecycle.Called(7).ShouldBe(HandshakeOutcome.Same);
        _lifecycle.Called(8).ShouldBe(HandshakeOutcome.New);
        _lifecycle.Uid.ShouldBe(8);
    }

    [Fact]
    public void A_quarantined_incarnation_is_refused_for_good_and_another_is_not()
    {
        _lifecycle.Called(7);
        _lifecycle.Quarantine(7).ShouldBeTrue();
        _lifecycle.Quarantine(7).ShouldBeFalse();

        _lifecycle.Called(7).ShouldBe(HandshakeOutcome.Quarantined);
        _lifecycle.Send(At(0));
        _lifecycle.Opened(7, At(1)).ShouldBe(HandshakeOutcome.Quarantined);
        _lifecycle.Phase.ShouldBe(AssociationPhase.Gated);

        _lifecycle.Send(At(10)).ShouldBe(SendDecision.QueueAndOpen);
        _lifecycle.Opened(8, At(11)).ShouldBe(HandshakeOutcome.New);
    }

    [Fact]
    public void An_orderly_end_leaves_no_gate()
    {
        _lifecycle.Send(At(0));
        _lifecycle.Opened(7, At(0));
        _lifecycle.Close(At(1), failed: false);

        _lifecycle.Send(At(1)).ShouldBe(SendDecision.QueueAndOpen);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
