namespace Fard.Gateway.Inference.Batching;

/// <summary>How requests are gathered into jobs, and how many are taken (<c>fard.gateway</c> in the configuration).</summary>
public sealed record BatchSettings
{
    /// <summary>Most images of a job that is gathered from several requests; one request alone may have more.</summary>
    public int MaxImages { get; init; } = 256;

    /// <summary>How long a request may wait for companions while a job of its application is under way; without one it waits for none.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most jobs of one application under way at once.</summary>
    public int MaxJobs { get; init; } = 4;

    /// <summary>Most images of all requests that wait or run.</summary>
    public int MaxInFlightImages { get; init; } = 8192;
}
