using Fard.Cli.Measurement;

namespace Fard.Cli.Tests.Measurement;

public class SteadyRateSpec
{
    [Fact]
    public void Counts_whole_turns_of_the_replicas()
    {
        // Three replicas, a result of each every 6 ms, all at once.
        var arrivals = Enumerable.Range(0, 61).Select(i => 10 + (i / 3) * 6.0).ToArray();

        SteadyRate.Of(arrivals, 3).ShouldBe(500, 1e-9);
    }

    [Fact]
    public void Leaves_out_results_that_had_piled_up_in_the_beginning()
    {
        var arrivals = Enumerable.Range(0, 40).Select(i => Math.Max(8.0, i)).ToArray();

        SteadyRate.Of(arrivals, 1).ShouldBe(1000, 1e-9);
    }

    [Fact]
    public void Refuses_a_job_that_is_too_short() => Should.Throw<ArgumentOutOfRangeException>(() => SteadyRate.Of(new double[7], 2));
}
