using System.Globalization;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>Hosts of a network of their own: one network namespace each, with the addresses 10.77.0.1, 10.77.0.2 and so on, all on one switch.</summary>
internal sealed class NamespaceNetwork : IDisposable
{
    /// <summary>Names of namespaces are this, the process id of their test process, and a number.</summary>
    public const string Prefix = "fard-";

    private readonly string[] _spaces;
    private readonly string _switch;
    private ILinks? _links;

    private NamespaceNetwork(int hosts)
    {
        _switch = $"{Prefix}{Environment.ProcessId}-switch";
        _spaces = [.. Enumerable.Range(0, hosts).Select(host => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{host}"))];
    }

    /// <summary>Frames that the links lost on purpose; null where the kernel loses them and does not tell us.</summary>
    public int? Lost => (_links as TapLinks)?.Lost;

    /// <summary>Makes a network; delay and loss are the kernel's (sch_netem) where it has that, and this process's elsewhere.</summary>
    public static NamespaceNetwork Create(int hosts, LinkQuality quality, int seed = 1) => Create(
        hosts, space => quality == LinkQuality.Perfect || NamespaceSupport.Netem ? new VethLinks(space, quality) : new TapLinks(quality, seed));

    /// <summary>The address of a host.</summary>
    public static string AddressOf(int host) => string.Create(CultureInfo.InvariantCulture, $"10.77.0.{host + 1}");

    /// <summary>What a command begins with that runs on a host.</summary>
    public IReadOnlyList<string> On(int host) => ["ip", "netns", "exec", _spaces[host]];

    /// <summary>A host hears nobody and nobody hears it; its device stays up.</summary>
    public void Cut(int host) => _links!.Cut(_spaces[host]);

    /// <summary>Ends <see cref="Cut"/>.</summary>
    public void Restore(int host) => _links!.Restore(_spaces[host]);

    public void Dispose()
    {
        foreach (var space in _spaces) EndProcesses(space);
        _links?.Dispose();
        foreach (var space in _spaces.Append(_switch)) Shell.Try("ip", "netns", "del", space);
    }

    private static NamespaceNetwork Create(int hosts, Func<string, ILinks> links)
    {
        RemoveStale();
        var network = new NamespaceNetwork(hosts);
        try
        {
            foreach (var space in network._spaces.Append(network._switch)) Shell.Run("ip", "netns", "add", space);
            network._links = links(network._switch);
            for (var host = 0; host < hosts; host++)
            {
                var space = network._spaces[host];
                network._links.Connect(space);
                Shell.Run("ip", "-n", space, "address", "add", $"{AddressOf(host)}/24", "dev", "eth0");
                Shell.Run("ip", "-n", space, "link", "set", "eth0", "up");
                Shell.Run("ip", "-n", space, "link", "set", "lo", "up");
            }

            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    // A test process that was killed left its namespaces, and perhaps processes in them.
    private static void RemoveStale()
    {
        foreach (var line in Shell.Run("ip", "netns", "list").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Split(' ')[0];
            var parts = name.Split('-');
            if (!name.StartsWith(Prefix, StringComparison.Ordinal) || parts.Length != 3 || Directory.Exists($"/proc/{parts[1]}")) continue;
            EndProcesses(name);
            Shell.Try("ip", "netns", "del", name);
        }
    }

    private static void EndProcesses(string space)
    {
        foreach (var pid in Shell.Try("ip", "netns", "pids", space).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Shell.Try("kill", "-KILL", pid);
    }
}
