namespace Fard.Actors.Observation;

/// <summary>How much the node manager remembers for people (<c>fard.head.history</c> in the configuration).</summary>
/// <param name="Events">Events.</param>
/// <param name="Jobs">Jobs that have ended.</param>
public sealed record HistorySettings(int Events = 4000, int Jobs = 500);
