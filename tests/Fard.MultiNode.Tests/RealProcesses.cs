namespace Fard.MultiNode.Tests;

/// <summary>Specs that compute in several processes run one after the other: together they would only slow each other down. Those that mostly wait do not belong here.</summary>
[CollectionDefinition(nameof(RealProcesses), DisableParallelization = true)]
public class RealProcesses;
