using System.Globalization;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>Links of the kernel: pairs of veth devices, with a bridge as the switch in a namespace of its own, and <c>tc netem</c> where packets are delayed or lost.</summary>
internal sealed class VethLinks : ILinks
{
    private readonly string _switch;
    private readonly LinkQuality _quality;
    private readonly List<string> _spaces = [];

    /// <param name="switchSpace">The switch's namespace, which is there.</param>
    public VethLinks(string switchSpace, LinkQuality quality)
    {
        _switch = switchSpace;
        _quality = quality;
        Shell.Run("ip", "-n", _switch, "link", "add", "name", "switch", "type", "bridge");
        Shell.Run("ip", "-n", _switch, "link", "set", "switch", "up");
    }

    public void Connect(string space)
    {
        _spaces.Add(space);
        Shell.Run("ip", "-n", space, "link", "add", "name", "eth0", "type", "veth", "peer", "name", PortOf(space), "netns", _switch);
        Restore(space);
        Shell.Run("ip", "-n", _switch, "link", "set", PortOf(space), "up");
        if (_quality != LinkQuality.Perfect)
        {
            Shell.Run("ip", "netns", "exec", space, "tc", "qdisc", "add", "dev", "eth0", "root", "netem",
                "delay", string.Create(CultureInfo.InvariantCulture, $"{_quality.Delay.TotalMilliseconds}ms"),
                "loss", string.Create(CultureInfo.InvariantCulture, $"{_quality.Loss * 100}%"));
        }
    }

    // Without a bridge the port's packets go nowhere, and neither end is told: the device keeps its carrier.
    public void Cut(string space) => Shell.Run("ip", "-n", _switch, "link", "set", PortOf(space), "nomaster");

    public void Restore(string space) => Shell.Run("ip", "-n", _switch, "link", "set", PortOf(space), "master", "switch");

    public void Dispose()
    {
        // The devices go with their namespaces.
    }

    private string PortOf(string space) => string.Create(CultureInfo.InvariantCulture, $"port{_spaces.IndexOf(space)}");
}
