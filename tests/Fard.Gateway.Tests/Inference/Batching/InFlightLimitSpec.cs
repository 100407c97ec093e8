using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Batching;
using Fard.Hardware.Tests.Accelerators.Pacing;

namespace Fard.Gateway.Tests.Inference.Batching;

public class InFlightLimitSpec
{
    private readonly ManualTime _time = new();

    [Fact]
    public void What_leaves_makes_room_for_what_comes()
    {
        var limit = new InFlightLimit(10, _time);
        limit.Enter(6);
        limit.Enter(4);
        Should.Throw<InferenceException>(() => limit.Enter(1)).Failure.ShouldBe(InferenceFailure.Overloaded);

        limit.Leave(4, done: true);
        limit.Enter(3);

        limit.Images.ShouldBe(9);
    }

    [Fact]
    public void The_wait_follows_from_the_pace_of_late()
    {
        var limit = new InFlightLimit(100, _time);
        limit.Enter(100);
        limit.Leave(20, done: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        limit.Leave(20, done: true);
        limit.Enter(40);

        // 40 images in two seconds; room for 50 more is there when 50 are done.
        Should.Throw<InferenceException>(() => limit.Enter(50)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Without_a_pace_the_wait_is_a_second()
    {
        var limit = new InFlightLimit(10, _time);
        limit.Enter(10);
        limit.Leave(5, done: false);

        Should.Throw<InferenceException>(() => limit.Enter(6)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_never_fits_is_told_so() =>
        Should.Throw<InferenceException>(() => new InFlightLimit(10, _time).Enter(11)).Failure.ShouldBe(InferenceFailure.InvalidArgument);

    [Fact]
    public void The_pace_forgets_what_is_long_ago()
    {
        var rate = new CompletionRate(_time);
        rate.Add(1000);
        rate.PerSecond.ShouldBe(1000);
        _time.Advance(TimeSpan.FromSeconds(4));
        rate.PerSecond.ShouldBe(200);

        _time.Advance(TimeSpan.FromSeconds(30));

        rate.PerSecond.ShouldBe(0);
    }
}
