using FsCheck;
using FsCheck.Fluent;

namespace Akka.Remote.Tests.Internal.FailureDetection;

public sealed class PhiAccrualFailureDetectorSpec
{
    private long _now = 100_000;

    [Fact]
    public void Is_available_before_the_first_heart_beat()
    {
        var detector = Create();
        _now += 1_000_000;

        detector.IsMonitoring.ShouldBeFalse();
        detector.IsAvailable.ShouldBeTrue();
    }

    [Fact]
    public void Suspicion_matches_the_tail_of_the_normal_distribution()
    {
        // P(X > mean + d) of a normal distribution: 0.5, 0.158655, 0.022750, 0.001350 at 0, 1, 2, 3 deviations.
        PhiAccrualFailureDetector.Phi(1000, 1000, 100).ShouldBe(-Math.Log10(0.5), 0.01);
        PhiAccrualFailureDetector.Phi(1100, 1000, 100).ShouldBe(-Math.Log10(0.158655), 0.01);
        PhiAccrualFailureDetector.Phi(1200, 1000, 100).ShouldBe(-Math.Log10(0.022750), 0.01);
        PhiAccrualFailureDetector.Phi(1300, 1000, 100).ShouldBe(-Math.Log10(0.001350), 0.05);
    }

    [Fact]
    public void Suspicion_never_falls_while_it_is_silent() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 5_000), Gen.Choose(0, 5_000)).ToArbitrary(), times =>
        {
            var (earlier, later) = (Math.Min(times.Item1, times.Item2), Math.Max(times.Item1, times.Item2));
            return PhiAccrualFailureDetector.Phi(later, 1000, 200) >= PhiAccrualFailureDetector.Phi(earlier, 1000, 200);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Stays_available_while_heart_beats_come()
    {
        var detector = Create();
        for (var i = 0; i < 100; i++)
        {
            detector.HeartBeat();
            _now += 1000;
            detector.IsAvailable.ShouldBeTrue();
        }
    }

    [Fact]
    public void Is_unavailable_after_the_pause_and_available_after_the_next_heart_beat()
    {
        var detector = Create(pause: 3000);
        for (var i = 0; i < 20; i++, _now += 1000) detector.HeartBeat();

        _now += 2_500;
        detector.IsAvailable.ShouldBeTrue();
        _now += 3_000;
        detector.IsAvailable.ShouldBeFalse();

        detector.HeartBeat();
        detector.IsAvailable.ShouldBeTrue();
    }

    [Fact]
    public void Silence_during_an_outage_is_no_sample_of_the_interval()
    {
        var detector = Create();
        for (var i = 0; i < 10; i++, _now += 1000) detector.HeartBeat();
        var samples = detector.SampleCount;
        _now += 1_000_000;

        detector.HeartBeat();

        detector.SampleCount.ShouldBe(samples);
    }

    [Fact]
    public void Remembers_no_more_intervals_than_it_is_told()
    {
        var detector = Create(samples: 5);
        for (var i = 0; i < 50; i++, _now += 1000) detector.HeartBeat();

        detector.SampleCount.ShouldBe(5);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        var second = TimeSpan.FromSeconds(1);
        Should.Throw<ArgumentOutOfRangeException>(() => new PhiAccrualFailureDetector(0, 10, second, second, second));
        Should.Throw<ArgumentOutOfRangeException>(() => new PhiAccrualFailureDetector(8, 0, second, second, second));
        Should.Throw<ArgumentOutOfRangeException>(() => new PhiAccrualFailureDetector(8, 10, TimeSpan.Zero, second, second));
        Should.Throw<ArgumentOutOfRangeException>(() => new PhiAccrualFailureDetector(8, 10, second, -second, second));
        Should.Throw<ArgumentOutOfRangeException>(() => new PhiAccrualFailureDetector(8, 10, second, second, TimeSpan.Zero));
    }

    [Fact]
    public void A_deadline_detector_allows_one_interval_and_the_pause()
    {
        var detector = new DeadlineFailureDetector(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), () => _now);
        detector.IsAvailable.ShouldBeTrue();
        detector.HeartBeat();

        _now += 3_999;
        detector.IsAvailable.ShouldBeTrue();
        _now += 1;
        detector.IsAvailable.ShouldBeFalse();
    }

    [Fact]
    public void A_registry_keeps_resources_apart()
    {
        var registry = new DefaultFailureDetectorRegistry<string>(() => Create(pause: 0));
        registry.Heartbeat("a");
        _now += 60_000;
        registry.Heartbeat("b");

        registry.IsAvailable("a").ShouldBeFalse();
        registry.IsAvailable("b").ShouldBeTrue();
        registry.IsAvailable("c").ShouldBeTrue();
        registry.IsMonitoring("c").ShouldBeFalse();
        registry.Remove("a");
        registry.IsAvailable("a").ShouldBeTrue();
    }

    private PhiAccrualFailureDetector Create(int pause = 1000, int samples = 1000) =>
        new(8, samples, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(pause), TimeSpan.FromSeconds(1), () => _now);
}
