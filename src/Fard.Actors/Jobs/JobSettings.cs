using Fard.Actors.DataPlane;

namespace Fard.Actors.Jobs;

/// <summary>Settings of jobs (<c>fard.jobs</c> and <c>fard.data-plane</c> in the configuration).</summary>
public sealed record JobSettings
{
    public DataPlaneSettings DataPlane { get; init; } = new();

    /// <summary>How long all positions may take to be configured and to load their bitstreams.</summary>
    public TimeSpan ConfigureTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a job may be begun: once, and again after what it lost.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long a position that ran in one attempt may take to be ready for the next; one that takes longer is lost.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a configured position waits for its start, and one whose attempt is over for the next.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>After this time a position that was told something and has not answered is told again.</summary>
    public TimeSpan StopRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Positions go on without a node manager for this time.</summary>
    public TimeSpan OrphanTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The last position reports its progress after so many chunks.</summary>
    public int ProgressChunks { get; init; } = 256;

    /// <summary>How often a position that has something to report does so; and once at its end.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock of timelines and events.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Done jobs whose ids are still recognised.</summary>
    public int Remembered { get; init; } = 10_000;
}
