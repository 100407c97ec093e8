using Akka.Actor;
using Akka.Remote.Transport;

namespace Akka.Remote.Tests.Transport;

public sealed class ThrottleModeSpec
{
    private const long Second = 1_000_000_000;

    [Fact]
    public void A_bucket_gives_what_it_has_and_then_what_comes()
    {
        ThrottleMode bucket = new TokenBucket(100, 10, Second, 100);

        (bucket, var passed) = bucket.TryConsumeTokens(Second, 100);
        passed.ShouldBeTrue();
        (bucket, passed) = bucket.TryConsumeTokens(Second, 10);
        passed.ShouldBeFalse();
        bucket.TimeToAvailable(Second, 10).ShouldBe(TimeSpan.FromSeconds(1));
        (bucket, passed) = bucket.TryConsumeTokens(2 * Second, 10);
        passed.ShouldBeTrue();
        bucket.TryConsumeTokens(2 * Second, 1).Item2.ShouldBeFalse();
    }

    [Fact]
    public void A_bucket_keeps_no_more_than_its_capacity()
    {
        ThrottleMode bucket = new TokenBucket(100, 1000, 0, 0);

        (bucket, var passed) = bucket.TryConsumeTokens(1000 * Second, 100);
        passed.ShouldBeTrue();
        bucket.TryConsumeTokens(1000 * Second, 1).Item2.ShouldBeFalse();
    }

    [Fact]
    public void Something_larger_than_the_capacity_passes_on_credit()
    {
        ThrottleMode bucket = new TokenBucket(100, 100, Second, 100);

        (bucket, var passed) = bucket.TryConsumeTokens(Second, 250);
        passed.ShouldBeTrue();
        bucket.TryConsumeTokens(2 * Second, 1).Item2.ShouldBeFalse();
        bucket.TryConsumeTokens(3 * Second, 1).Item2.ShouldBeTrue();
    }

    [Fact]
    public void Unthrottled_passes_and_a_black_hole_does_not()
    {
        Unthrottled.Instance.TryConsumeTokens(0, int.MaxValue).ShouldBe((Unthrottled.Instance, true));
        Blackhole.Instance.TryConsumeTokens(0, 1).ShouldBe((Blackhole.Instance, false));
        Unthrottled.Instance.TimeToAvailable(0, 1).ShouldBe(TimeSpan.Zero);
        Blackhole.Instance.TimeToAvailable(0, 1).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Commands_and_buckets_compare_by_value()
    {
        var address = Address.Parse("akka.tcp://a@host:1");
        var command = new SetThrottle(address, ThrottleTransportAdapter.Direction.Send, new TokenBucket(1, 2, 3, 4));

        command.ShouldBe(new SetThrottle(address, ThrottleTransportAdapter.Direction.Send, new TokenBucket(1, 2, 3, 4)));
        command.ShouldNotBe(new SetThrottle(address, ThrottleTransportAdapter.Direction.Receive, new TokenBucket(1, 2, 3, 4)));
        (new TokenBucket(1, 2, 3, 4) == new TokenBucket(1, 2, 3, 5)).ShouldBeFalse();
    }
}
