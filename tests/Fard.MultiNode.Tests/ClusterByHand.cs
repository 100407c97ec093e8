using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fard.MultiNode.Tests;

/// <summary>A head and boards started with the installed configuration files, as a user with machines of their own would start them.</summary>
internal sealed class ClusterByHand : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _environment;
    private readonly List<FardProcess> _members = [];

    private ClusterByHand(int seedPort) => _environment = new Dictionary<string, string>
    {
        ["FARD_SEED"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{seedPort}"),
    };

    public string Logs => string.Join(Environment.NewLine, _members.Select(member => member.Log));

    public IReadOnlyList<FardProcess> Members => _members;

    public static string Installed(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    public static async Task<ClusterByHand> StartAsync(int boards, string boardConfiguration)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var cluster = new ClusterByHand(port);
        var head = new Dictionary<string, string>(cluster._environment) { ["FARD_PORT"] = port.ToString(CultureInfo.InvariantCulture) };
        cluster._members.Add(FardProcess.Start(head, "head", "--config", Installed("hocon", "head.conf")));
        for (var board = 0; board < boards; board++)
            cluster._members.Add(FardProcess.Start(cluster._environment, "board", "--config", boardConfiguration));
        try
        {
            foreach (var member in cluster._members)
                await member.WaitForLineAsync(line => line.Contains(" is up at ", StringComparison.Ordinal), Timeout);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more board and waits until it is up.</summary>
    public async Task<FardProcess> AddBoardAsync(string configuration)
    {
        var board = Start("board", "--config", configuration);
        await board.WaitForLineAsync(line => line.Contains(" is up at ", StringComparison.Ordinal), Timeout);
        return board;
    }

    /// <summary>Starts a command that knows the cluster's seed.</summary>
    public FardProcess Start(params string[] arguments)
    {
        var process = FardProcess.Start(_environment, arguments);
        lock (_members)
            _members.Add(process);
        return process;
    }

    /// <summary>Runs a client command to its end.</summary>
    public async Task<(int ExitCode, FardProcess Process)> RunAsync(params string[] arguments)
    {
        var process = Start(arguments);
        return (await process.WaitForExitAsync(Timeout), process);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            await member.DisposeAsync();
    }
}
