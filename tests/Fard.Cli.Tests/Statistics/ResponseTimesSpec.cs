using Fard.Cli.Statistics;

namespace Fard.Cli.Tests.Statistics;

public class ResponseTimesSpec
{
    [Fact]
    public void Gives_mean_sample_deviation_and_nearest_ranks()
    {
        var times = ResponseTimes.Of([4, 1, 3, 2]);

        times.Mean.ShouldBe(2.5);
        times.Std.ShouldBe(Math.Sqrt(5.0 / 3), 1e-12);
        times.P50.ShouldBe(2);
        times.P99.ShouldBe(4);
    }

    [Fact]
    public void Takes_the_99th_of_a_hundred()
    {
        var times = ResponseTimes.Of([.. Enumerable.Range(1, 100).Select(i => (double)i)]);

        times.P50.ShouldBe(50);
        times.P99.ShouldBe(99);
    }

    [Fact]
    public void Has_no_deviation_for_one_value() => ResponseTimes.Of([7]).ShouldBe(new ResponseTimes(7, 0, 7, 7));

    [Fact]
    public void Refuses_no_values() => Should.Throw<ArgumentOutOfRangeException>(() => ResponseTimes.Of([]));
}
