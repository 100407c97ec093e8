using System.Globalization;
using System.Runtime.InteropServices;

namespace Fard.MultiNode.Tests.Soak;

/// <summary>A TCP socket that this process has open.</summary>
/// <param name="Descriptor">Its file descriptor.</param>
internal readonly record struct ProcessSocket(int Descriptor, int LocalPort, int RemotePort, bool Listens)
{
    public bool Uses(IReadOnlySet<int> ports) => ports.Contains(LocalPort) || ports.Contains(RemotePort);
}

/// <summary>The sockets of this process, as the kernel counts them.</summary>
internal static class ProcessSockets
{
    private const int Listening = 10;
    private const int BothDirections = 2;

    /// <summary>All TCP sockets of this process.</summary>
    public static IReadOnlyList<ProcessSocket> List()
    {
        var known = Tcp("/proc/self/net/tcp").Concat(Tcp("/proc/self/net/tcp6")).ToDictionary(socket => socket.Inode);
        var sockets = new List<ProcessSocket>();
        foreach (var path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (new FileInfo(path).LinkTarget is { } target && target.StartsWith("socket:[", StringComparison.Ordinal)
                && known.TryGetValue(target["socket:[".Length..^1], out var socket))
                sockets.Add(new ProcessSocket(int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), socket.Local, socket.Remote, socket.State == Listening));
        }

        return sockets;
    }

    /// <summary>Breaks a connection, as a failing network would.</summary>
    public static void Cut(ProcessSocket socket) => _ = Shutdown(socket.Descriptor, BothDirections);

    // A line: number, local address, remote address, state, queues, timers, retransmissions, user, time-out, inode, ...
    private static IEnumerable<(string Inode, int Local, int Remote, int State)> Tcp(string path) =>
        from line in File.ReadLines(path).Skip(1)
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields[9] != "0"
        select (fields[9], PortOf(fields[1]), PortOf(fields[2]), int.Parse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    private static int PortOf(string address) => int.Parse(address.AsSpan(address.IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "shutdown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Shutdown(int socket, int how);
}
