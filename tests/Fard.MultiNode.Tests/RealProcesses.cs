namespace Fard.MultiNode.Tests;

/// <summary>Specs that start processes run one after the other: together they would only slow each other down.</summary>
[CollectionDefinition(nameof(RealProcesses), DisableParallelization = true)]
public class RealProcesses;
