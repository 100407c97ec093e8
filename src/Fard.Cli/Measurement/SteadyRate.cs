namespace Fard.Cli.Measurement;

/// <summary>Throughput of a pipeline that is full, from when a job's results arrived.</summary>
internal static class SteadyRate
{
    /// <summary>Images per second from the end of the first whole turn of the replicas to the last result.</summary>
    /// <param name="arrivalsMs">When each result arrived, in their order.</param>
    /// <param name="period">Images after which the replicas' turns begin again: results of one turn come together, so only whole turns are counted.</param>
    public static double Of(ReadOnlySpan<double> arrivalsMs, int period)
    {
        var turns = (arrivalsMs.Length - 1) / period;
        ArgumentOutOfRangeException.ThrowIfZero(turns, nameof(arrivalsMs));
        var images = turns * period;
        return images * 1000.0 / (arrivalsMs[^1] - arrivalsMs[^(images + 1)]);
    }
}
