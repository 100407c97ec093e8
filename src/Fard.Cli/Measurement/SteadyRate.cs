namespace Fard.Cli.Measurement;

/// <summary>Throughput of a pipeline that is full, from when a job's results arrived.</summary>
internal static class SteadyRate
{
    /// <summary>
    /// Images per second over the last three quarters of a job: in its beginning, results that waited for their connection come faster than the boards make them.
    /// </summary>
    /// <param name="arrivalsMs">When each result arrived, in their order; four whole turns at least.</param>
    /// <param name="period">Images after which the replicas' turns begin again: results of one turn come together, so only whole turns are counted.</param>
    public static double Of(ReadOnlySpan<double> arrivalsMs, int period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arrivalsMs.Length, 4 * period, nameof(arrivalsMs));
        var images = arrivalsMs.Length * 3 / 4 / period * period;
        return images * 1000.0 / (arrivalsMs[^1] - arrivalsMs[^(images + 1)]);
    }
}
