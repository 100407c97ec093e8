namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>How good the links are: what each packet waits for on its way to the switch, and the share of packets that is lost there.</summary>
internal sealed record LinkQuality(TimeSpan Delay, double Loss)
{
    public static LinkQuality Perfect { get; } = new(TimeSpan.Zero, 0);
}

/// <summary>The switch of a network, and its links to namespaces.</summary>
internal interface ILinks : IDisposable
{
    /// <summary>Gives a namespace a device <c>eth0</c> that leads to the switch.</summary>
    void Connect(string space);

    /// <summary>Drops everything to and from a namespace; its device stays up.</summary>
    void Cut(string space);

    /// <summary>Ends <see cref="Cut"/>.</summary>
    void Restore(string space);
}
