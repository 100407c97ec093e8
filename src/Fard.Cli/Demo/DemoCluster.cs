using System.Net;
using System.Net.Sockets;
using Fard.Cli.Processes;

namespace Fard.Cli.Demo;

/// <summary>The demo's head and boards: processes of their own on loopback, gone when this is disposed of.</summary>
internal sealed class DemoCluster : IAsyncDisposable
{
    private static readonly TimeSpan UpTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeaveGrace = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _folder;
    private readonly List<MemberProcess> _members = [];

    private DemoCluster(DirectoryInfo folder) => _folder = folder;

    /// <summary>Processes by role, the head first.</summary>
    public IReadOnlyList<DemoProcess> Processes => [.. _members.Select(member => new DemoProcess(member.Role, member.Pid))];

    /// <summary>The end of what each process printed, to explain a failure.</summary>
    public string Logs => string.Join(Environment.NewLine, _members.Select(member => $"--- {member.Role} {member.Pid}{Environment.NewLine}{member.Tail}"));

    /// <summary>Path of the client's configuration.</summary>
    public string ClientConfiguration => Path.Combine(_folder.FullName, "client.conf");

    /// <summary>Starts all processes at once and waits until each is up.</summary>
    /// <param name="configuration">What the members are to run.</param>
    /// <param name="boards">How many boards.</param>
    /// <param name="report">Told after each member that is up.</param>
    public static async Task<DemoCluster> StartAsync(
        DemoConfiguration configuration, int boards, Action report, TimeProvider time, CancellationToken cancellationToken)
    {
        var cluster = new DemoCluster(Directory.CreateTempSubdirectory("fard-demo-"));
        try
        {
            cluster.Start("head", "head.conf", configuration.Head(), time);
            for (var board = 0; board < boards; board++)
                cluster.Start("board", $"board-{board}.conf", configuration.Board(board), time);
            await File.WriteAllTextAsync(cluster.ClientConfiguration, configuration.Client(), cancellationToken).ConfigureAwait(false);
            foreach (var member in cluster._members)
            {
                await member.WaitUntilUpAsync(UpTimeout, cancellationToken).ConfigureAwait(false);
                report();
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Boards leave first, the head last, so that somebody is left to say goodbye to.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_members.Skip(1).Select(member => member.StopAsync(LeaveGrace))).ConfigureAwait(false);
        foreach (var member in Enumerable.Reverse(_members))
            await member.DisposeAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }

    private void Start(string role, string file, string text, TimeProvider time)
    {
        var path = Path.Combine(_folder.FullName, file);
        File.WriteAllText(path, text);
        _members.Add(MemberProcess.Start(role, ["--config", path], time));
    }
}
