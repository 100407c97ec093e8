using Fard.Gateway.Access;
using Fard.Gateway.Dashboard;
using Fard.Gateway.Hosting;
using Fard.Gateway.Tests.Dashboard.Scripted;

namespace Fard.Gateway.Tests.Dashboard;

/// <summary>A gateway with a dashboard on a scripted cluster.</summary>
internal sealed class TestDashboard : IAsyncDisposable
{
    private GatewayServer _server;

    private TestDashboard(GatewayServer server, ScriptedCluster cluster, ScriptedRuntime runtime)
    {
        _server = server;
        Cluster = cluster;
        Runtime = runtime;
        Http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    public ScriptedCluster Cluster { get; }

    public ScriptedRuntime Runtime { get; }

    public Uri Address => _server.Address;

    /// <summary>Calls it from this machine, without a token unless one is set.</summary>
    public HttpClient Http { get; }

    public static DashboardSettings QuickSettings { get; } = new() { Refresh = TimeSpan.FromMilliseconds(200) };

    /// <summary>Starts one.</summary>
    /// <param name="dashboard">Its settings; null: those that make tests quick.</param>
    /// <param name="tokens">Tokens; callers on this machine need none where there are none.</param>
    public static async Task<TestDashboard> StartAsync(DashboardSettings? dashboard = null, params AccessToken[] tokens)
    {
        var cluster = new ScriptedCluster(TimeProvider.System.GetUtcNow());
        var runtime = new ScriptedRuntime(cluster);
        var settings = new GatewaySettings { Dashboard = dashboard ?? QuickSettings, AnonymousLoopback = tokens.Length == 0, Tokens = [.. tokens] };
        return new TestDashboard(await StartServerAsync(settings, cluster, runtime), cluster, runtime);
    }

    /// <summary>Stops the gateway, and starts another on the same port and cluster.</summary>
    public async Task RestartAsync()
    {
        var port = Address.Port;
        await _server.DisposeAsync();
        _server = await StartServerAsync(new GatewaySettings { Dashboard = QuickSettings, AnonymousLoopback = true, Port = port }, Cluster, Runtime);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _server.DisposeAsync();
    }

    private static Task<GatewayServer> StartServerAsync(GatewaySettings settings, ScriptedCluster cluster, ScriptedRuntime runtime)
    {
        var context = new GatewayContext(settings, runtime) { View = cluster };
        return GatewayServer.StartAsync(context, [new SessionModule(context), new DashboardModule(context, cluster)]);
    }
}
