namespace Fard.MultiNode.Tests.Harness;

/// <summary>The name of one node of a spec.</summary>
internal sealed record Role(string Name)
{
    public override string ToString() => Name;
}
