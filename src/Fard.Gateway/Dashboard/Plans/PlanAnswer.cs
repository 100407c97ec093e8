using System.Collections.Immutable;

namespace Fard.Gateway.Dashboard.Plans;

/// <summary>What the models say of an application's plan. No figure was measured.</summary>
/// <param name="ImagesPerSecond">Of the pipeline with ideal links.</param>
/// <param name="Bottleneck">The position that limits it; -1: there is only one.</param>
/// <param name="Charts">The pictures that there are of it.</param>
internal sealed record PlanAnswer(double ImagesPerSecond, int Bottleneck, ImmutableArray<PlanPositionAnswer> Positions, ImmutableArray<ChartAnswer> Charts);

/// <summary>A position by the models.</summary>
/// <param name="IntervalMs">Initiation interval of its kernel, in milliseconds.</param>
/// <param name="LatencyMs">Latency of its kernel, in milliseconds.</param>
/// <param name="ImagesPerSecond">Over all its replicas.</param>
/// <param name="Utilisation">Resources in percent of its kind of board.</param>
internal sealed record PlanPositionAnswer(double IntervalMs, double LatencyMs, double ImagesPerSecond, ImmutableDictionary<string, double> Utilisation);

/// <summary>A picture.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Title">What it shows.</param>
internal sealed record ChartAnswer(string Name, string Title);
