namespace Fard.MultiNode.Tests;

/// <summary>
/// Specs that run alone: fourteen members in one process whose failure detectors have to keep up, and networks of the whole machine. All others start processes
/// and wait for them, two at once.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;
