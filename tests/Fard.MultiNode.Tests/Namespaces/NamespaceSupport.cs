namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>What this machine lets us do with its network.</summary>
internal static class NamespaceSupport
{
    private static readonly Lazy<bool> HasNetem = new(ProbeNetem);

    /// <summary>Whether the kernel can delay and lose packets by itself (module sch_netem).</summary>
    public static bool Netem => HasNetem.Value;

    /// <summary>Why there can be no namespaces; null: there can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux()) return "network namespaces exist on Linux only";
        if (!Environment.IsPrivilegedProcess) return "network namespaces need root";
        var name = $"{NamespaceNetwork.Prefix}{Environment.ProcessId}-probe";
        try
        {
            Shell.Run("ip", "netns", "add", name);
            Shell.Run("ip", "-n", name, "link", "add", "name", "one", "type", "veth", "peer", "name", "two");
            Shell.Run("ip", "-n", name, "link", "add", "name", "three", "type", "bridge");
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"this machine makes no network namespaces with veth and bridge: {exception.Message}";
        }
        finally
        {
            Shell.Try("ip", "netns", "del", name);
        }
    }

    /// <summary>Why packets cannot be delayed and lost; null: they can.</summary>
    public static string? WhyNoLoss() =>
        Netem || File.Exists(TapDevice.Path) ? null : $"neither the kernel's sch_netem nor {TapDevice.Path} is there to delay and lose packets";

    private static bool ProbeNetem()
    {
        var name = $"{NamespaceNetwork.Prefix}{Environment.ProcessId}-netem";
        Shell.Try("ip", "netns", "add", name);
        try
        {
            return Shell.Try("ip", "netns", "exec", name, "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms").Error is null;
        }
        finally
        {
            Shell.Try("ip", "netns", "del", name);
        }
    }
}
