namespace Fard.Benchmarks.Executors;

/// <summary>Something that is measured: <paramref name="Run"/> computes <paramref name="Images"/> images.</summary>
internal sealed record Contender(string Name, int Images, Action Run);
