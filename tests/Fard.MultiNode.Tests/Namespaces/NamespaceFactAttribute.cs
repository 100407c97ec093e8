namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>A fact that runs where this machine lets us make network namespaces, and says elsewhere why it does not.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(NamespaceSupport.WhyNot);

    public NamespaceFactAttribute() => Skip = Missing.Value;
}

/// <summary>The same for a network that is slow and loses packets.</summary>
internal sealed class LossyNamespaceFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(() => NamespaceSupport.WhyNot() ?? NamespaceSupport.WhyNoLoss());

    public LossyNamespaceFactAttribute() => Skip = Missing.Value;
}
