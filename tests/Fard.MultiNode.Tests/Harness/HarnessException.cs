namespace Fard.MultiNode.Tests.Harness;

/// <summary>A multi-node spec failed or cannot go on; the message says which node, why, and what each printed.</summary>
public sealed class HarnessException(string message) : Exception(message);
