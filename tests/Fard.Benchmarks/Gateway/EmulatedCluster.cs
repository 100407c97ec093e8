using System.Net;
using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Client;

namespace Fard.Benchmarks.Gateway;

/// <summary>A head, two emulated boards that keep no board's time, and a client, in this process, with the application that Fard ships.</summary>
internal sealed class EmulatedCluster : IAsyncDisposable
{
    public const string Application = "two_stage_bnn_app";

    private static readonly TimeSpan BoardsLimit = TimeSpan.FromSeconds(60);

    private readonly List<FardMember> _members = [];

    private readonly string _memberConfig;

    private EmulatedCluster(string memberConfig) => _memberConfig = memberConfig;

    public FardClient Client { get; private set; } = null!;

    /// <summary>Where members answer with their metrics; empty: their configuration does not ask for it.</summary>
    public IReadOnlyList<IPEndPoint> MetricsEndpoints => [.. _members.Select(member => member.MetricsEndpoint).OfType<IPEndPoint>()];

    /// <param name="memberConfig">Configuration on top of that of every member.</param>
    public static async Task<EmulatedCluster> StartAsync(string memberConfig = "")
    {
        var cluster = new EmulatedCluster(memberConfig);
        var application = FardConfig.Load(Path.Combine(AppContext.BaseDirectory, "hocon", "applications", $"{Application}.conf"));
        var head = await cluster.AddAsync("head", "", application);
        var seed = FardConfig.Quote(head.Address.ToString());
        var bitstreams = FardConfig.Quote(Path.Combine(AppContext.BaseDirectory, "bitstreams"));
        for (var board = 0; board < 2; board++)
            await cluster.AddAsync("board", seed, ConfigurationFactory.ParseString($"fard.board {{ name = board-{board}, type = pynq-z1, device = emulated, pace = none, bitstreams = [{bitstreams}] }}"));
        cluster.Client = FardClient.Of(await cluster.AddAsync("client", seed, Config.Empty));
        await cluster.Client.ListBoardsAsync(2, BoardsLimit);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        foreach (var member in _members.AsEnumerable().Reverse()) await member.DisposeAsync();
    }

    private async Task<FardMember> AddAsync(string role, string seed, Config more)
    {
        var config = ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.coordinated-shutdown.run-by-actor-system-terminate = off
            akka.cluster { roles = [{{role}}], seed-nodes = [{{seed}}] }
            akka.remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
            {{_memberConfig}}
            """);
        var member = await FardMember.StartAsync(FardConfig.WithReference(config.WithFallback(more)));
        _members.Add(member);
        return member;
    }
}
