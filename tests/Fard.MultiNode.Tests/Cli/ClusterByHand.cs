using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fard.MultiNode.Tests.Processes;

namespace Fard.MultiNode.Tests.Cli;

/// <summary>A head and boards started with the installed configuration files, as a user with machines of their own would start them.</summary>
internal sealed class ClusterByHand : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string> _environment;
    private readonly List<FardProcess> _members = [];
    private readonly List<FardProcess> _boards = [];

    private ClusterByHand(IEnumerable<int> seedPorts) => _environment = new Dictionary<string, string>
    {
        ["FARD_SEED"] = string.Join(',', seedPorts.Select(port => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"))),
    };

    public string Logs => string.Join(Environment.NewLine, _members.Select(member => member.Log));

    public IReadOnlyList<FardProcess> Members => _members;

    /// <summary>The boards that have not ended.</summary>
    public IReadOnlyList<FardProcess> Boards => [.. _boards.Where(board => !board.HasExited)];

    public static string Installed(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    public static Task<ClusterByHand> StartAsync(int boards, string boardConfiguration) => StartAsync(1, Installed("hocon", "head.conf"), boards, boardConfiguration);

    /// <summary>Starts heads, one after the other, so that the first is the oldest and hosts the node manager; then boards.</summary>
    public static async Task<ClusterByHand> StartAsync(int heads, string headConfiguration, int boards, string boardConfiguration)
    {
        var ports = FreePorts(heads);
        var cluster = new ClusterByHand(ports);
        try
        {
            foreach (var port in ports)
            {
                var environment = new Dictionary<string, string>(cluster._environment) { ["FARD_PORT"] = port.ToString(CultureInfo.InvariantCulture) };
                var head = FardProcess.Start(environment, "head", "--config", headConfiguration, "--until-stdin-closes");
                cluster._members.Add(head);
                if (heads > 1) await UntilUpAsync(head);
            }

            for (var board = 0; board < boards; board++) cluster.StartBoard(boardConfiguration);
            foreach (var member in cluster._members) await UntilUpAsync(member);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives what is started from now on an environment variable.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Starts one more board and waits until it is up.</summary>
    public async Task<FardProcess> AddBoardAsync(string configuration)
    {
        var board = StartBoard(configuration);
        await UntilUpAsync(board);
        return board;
    }

    /// <summary>Starts boards, or has some leave, until there are so many.</summary>
    public async Task HaveBoardsAsync(int count, string configuration)
    {
        var boards = Boards;
        foreach (var board in boards.Skip(count))
        {
            board.Signal("INT");
            (await board.WaitForExitAsync(Timeout)).ShouldBe(0, board.Log);
        }

        var missing = Enumerable.Range(boards.Count, Math.Max(0, count - boards.Count)).Select(_ => StartBoard(configuration)).ToList();
        foreach (var board in missing) await UntilUpAsync(board);
    }

    /// <summary>Starts a command that knows the cluster's seed.</summary>
    public FardProcess Start(params string[] arguments)
    {
        var process = FardProcess.Start(_environment, arguments);
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

    private FardProcess StartBoard(string configuration)
    {
        var board = Start("board", "--config", configuration, "--until-stdin-closes");
        _boards.Add(board);
        return board;
    }

    private static Task UntilUpAsync(FardProcess member) => member.WaitForLineAsync(line => line.Contains(" is up at ", StringComparison.Ordinal), Timeout);

    private static List<int> FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.ConvertAll(listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
