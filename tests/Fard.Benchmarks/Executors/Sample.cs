namespace Fard.Benchmarks.Executors;

/// <summary>What one contender took, in milliseconds an image, over the rounds of one run.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Images">Images of one call.</param>
/// <param name="MsPerImage">The median of the rounds.</param>
/// <param name="Low">The fastest round.</param>
/// <param name="High">The 90th percentile of the rounds.</param>
internal sealed record Sample(string Name, int Images, double MsPerImage, double Low, double High);

/// <param name="Median">The median of the rounds' ratios.</param>
/// <param name="Fastest">The ratio of the fastest rounds, which a busy machine disturbs least.</param>
internal sealed record Speedup(double Median, double Fastest);
