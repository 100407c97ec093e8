using System.Collections.Immutable;
using System.Net;
using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Event;
using Fard.Actors.Applications;
using Fard.Actors.Boards;
using Fard.Actors.Content;
using Fard.Actors.DataPlane;
using Fard.Actors.NodeManagement;
using Fard.Actors.Observation;
using Fard.Actors.Packages;
using Fard.Actors.Tasks;
using Fard.Actors.Tasks.Keyed;
using Fard.Actors.Telemetry.Export;

namespace Fard.Actors.Members;

/// <summary>One member of the cluster in this process: joins, runs what its roles ask for, leaves gracefully.</summary>
public sealed class FardMember : IAsyncDisposable
{
    private static readonly TimeSpan DrainMargin = TimeSpan.FromSeconds(2);

    private readonly List<IAsyncDisposable> _owned = [];
    private MemberTelemetry? _telemetry;

    private FardMember(ActorSystem system) => System = system;

    /// <summary>Its actor system.</summary>
    public ActorSystem System { get; }

    /// <summary>Its address in the cluster.</summary>
    public Address Address => Cluster.Get(System).SelfAddress;

    /// <summary>Where it listens for chunks and contents; null without role board or head.</summary>
    public DataEndpoint? DataEndpoint { get; private set; }

    /// <summary>Where Prometheus may ask for its metrics at <c>/metrics</c>; null: nowhere (<c>fard.telemetry.prometheus</c>).</summary>
    public IPEndPoint? MetricsEndpoint => _telemetry?.MetricsEndpoint;

    /// <summary>Streams that its listener has open or waits for: 0 between jobs.</summary>
    internal int OpenStreams => _owned.OfType<ChunkListener>().Sum(listener => listener.RouteCount);

    /// <summary>The applications that it knows; null without role head.</summary>
    internal ApplicationCatalog? Applications { get; private set; }

    /// <summary>Fetches contents from the heads and publishes to them.</summary>
    public MemberContents Contents { get; private set; } = null!;

    /// <summary>The node manager, wherever it is.</summary>
    public IActorRef NodeManager { get; private set; } = ActorRefs.Nobody;

    /// <summary>Ends when the member has left or was removed from the cluster.</summary>
    public Task WhenTerminated => System.WhenTerminated;

    /// <summary>Starts a member and returns when it is Up.</summary>
    /// <param name="config">Its configuration, see <see cref="FardConfig"/>; <c>akka.cluster.roles</c> says what it runs.</param>
    /// <exception cref="FardConfigurationException">The configuration is impossible.</exception>
    /// <exception cref="ApplicationConfigurationException">An application of a head is impossible.</exception>
    /// <exception cref="FardMemberException">The member cannot bind its addresses or does not become Up in time.</exception>
    public static async Task<FardMember> StartAsync(Config config, FardMemberOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        options ??= new FardMemberOptions();
        var roles = config.GetStringList("akka.cluster.roles").ToImmutableHashSet();
        if (roles.Intersect([FardRoles.Head, FardRoles.Board, FardRoles.Client]).IsEmpty)
            throw new FardConfigurationException("akka.cluster.roles has none of head, board and client; a member without a role does nothing.");

        // What can be wrong in the configuration is found before anything is started.
        if (config.GetStringList("akka.cluster.seed-nodes").Count == 0 && !roles.Contains(FardRoles.Head))
            throw new FardConfigurationException("akka.cluster.seed-nodes is empty; name a head as akka.tcp://fard@host:port, or set FARD_SEED.");
        var applications = roles.Contains(FardRoles.Head) ? new ApplicationReader(options.FindNetwork).ReadAll(config) : [];
        var jobs = MemberSettings.ReadJobs(config);
        var telemetry = TelemetrySettings.Read(config);
        var member = new FardMember(CreateSystem(config));
        try
        {
            var kept = MemberSettings.Count(config, "fard.logs.kept", 1, 1_000_000);
            var board = roles.Contains(FardRoles.Board) ? member.BoardName(config) : "";
            member.System.ActorOf(LogKeeper.Props(member.Address.ToString(), board, kept, jobs.Time), LogKeeper.Name);
            member._telemetry = MemberTelemetry.Start(telemetry, $"fard-{RoleOf(roles)}", member.Address.ToString());
            await member.JoinAsync(config, cancellationToken);
            member.NodeManager = NodeManagerSingleton.StartProxy(member.System);
            var listener = roles.Overlaps([FardRoles.Head, FardRoles.Board]) ? member.Listen(jobs.DataPlane) : null;
            var shelf = member.StartContents(config, options, jobs.DataPlane, roles.Contains(FardRoles.Head) ? listener : null);
            if (roles.Contains(FardRoles.Head))
            {
                var grace = MemberSettings.TimeOrZero(config, "fard.head.registration-grace");
                var catalog = new ApplicationCatalog(applications);
                var tasks = TaskConfiguration.Read(config);
                var records = new ApplicationRecords(tasks.Remembered);
                member.Applications = catalog;
                ShardedKeys.Start(member.System, member.NodeManager, tasks);
                NodeManagerSingleton.Start(member.System, new HeadSetup(applications, jobs, grace, MembershipListener.Props())
                {
                    Catalog = catalog,
                    History = MemberSettings.ReadHistory(config),
                    Sharing = member.System.ActorOf(ApplicationSharing.Props(catalog, records), ApplicationSharing.Name),
                    Records = records,
                    Tasks = tasks,
                    FindNetwork = options.FindNetwork,
                    Packages = config.GetBoolean("fard.head.supply-bitstreams", true) ? shelf : null,
                    Pipelines = ShardedPipelines.Start(member.System, member.NodeManager, jobs),
                });
            }
            else
            {
                member.System.ActorOf(HeadWatch.Props(jobs.OrphanTimeout), "head-watch");
            }

            if (roles.Contains(FardRoles.Board)) member.StartBoard(config, options, jobs, listener!);
            return member;
        }
        catch
        {
            await member.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves the cluster, lets running actors stop, and frees the board.</summary>
    public async Task StopAsync()
    {
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await System.WhenTerminated;
        await DisposeOwnedAsync();
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    /// <summary>Stops without leaving, as when the process is killed: the others find out by themselves.</summary>
    internal async Task AbortAsync()
    {
        await System.Terminate();
        await DisposeOwnedAsync();
    }

    private async Task DisposeOwnedAsync()
    {
        foreach (var owned in _owned) await owned.DisposeAsync();
        _owned.Clear();
        // Last: what ended just now is told too.
        if (_telemetry is not null) await _telemetry.DisposeAsync();
        _telemetry = null;
    }

    private static string RoleOf(ImmutableHashSet<string> roles) =>
        roles.Contains(FardRoles.Head) ? FardRoles.Head : roles.Contains(FardRoles.Board) ? FardRoles.Board : FardRoles.Client;

    private static ActorSystem CreateSystem(Config config)
    {
        var name = MemberSettings.Text(config, "fard.system");
        var tls = MemberTls.Read(config);
        try
        {
            // A phase of the shutdown may take only so long: the one in which a board drains takes what the board may.
            var drain = MemberSettings.Time(config, "fard.board.drain-timeout") + 2 * DrainMargin;
            var settings = ConfigurationFactory.ParseString(FormattableString.Invariant(
                $"akka.coordinated-shutdown.phases.service-requests-done.timeout = {drain.TotalMilliseconds:0}ms")).WithFallback(config);
            if (tls is null) return ActorSystem.Create(name, settings);
            return ActorSystem.Create(name, BootstrapSetup.Create().WithConfig(tls.Overlay.WithFallback(settings)).And(tls.Setup));
        }
        catch (Exception exception) when (exception is not FardConfigurationException)
        {
            throw new FardMemberException(
                $"The member cannot start on {config.GetString("akka.remote.dot-netty.tcp.hostname", "")}:{config.GetInt("akka.remote.dot-netty.tcp.port", 0)}: {exception.Message} "
                + "Is the port taken, or the address not one of this machine (akka.remote.dot-netty.tcp)?",
                exception);
        }
    }

    private async Task JoinAsync(Config config, CancellationToken cancellationToken)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cluster = Cluster.Get(System);
        cluster.RegisterOnMemberUp(up.SetResult);
        // A head that names no seed node forms a cluster of its own, whatever port it was given.
        if (config.GetStringList("akka.cluster.seed-nodes").Count == 0) cluster.Join(cluster.SelfAddress);
        var limit = MemberSettings.Time(config, "fard.join-timeout");
        var first = await Task.WhenAny(up.Task, System.WhenTerminated).WaitAsync(limit, cancellationToken).ContinueWith(
            waited => waited.IsCompletedSuccessfully ? waited.Result : null, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == up.Task) return;
        var seeds = string.Join(", ", config.GetStringList("akka.cluster.seed-nodes"));
        throw new FardMemberException(first is null
            ? $"{cluster.SelfAddress} did not become a member within {limit.TotalSeconds:0.###} s. Does a head run at {seeds} (akka.cluster.seed-nodes, FARD_SEED)?"
            : $"{cluster.SelfAddress} was turned away by the cluster at {seeds}, or its own actor system stopped; its log says why.");
    }

    private static async Task<Done> DrainAsync(IActorRef agent, TimeSpan limit)
    {
        try
        {
            await agent.Ask<Drained>(Drain.Instance, limit);
        }
        catch (AskTimeoutException)
        {
            // The board leaves all the same; who is left without it finds out by the cluster.
        }

        return Done.Instance;
    }

    private string BoardName(Config config) => MemberSettings.Text(config, "fard.board.name") is { Length: > 0 } name
        ? name
        : $"{MemberSettings.Text(config, "fard.board.type")}-{Address.Host}-{Address.Port}";

    private ChunkListener Listen(DataPlaneSettings settings)
    {
        var log = Logging.GetLogger(System, typeof(ChunkListener));
        var listener = ChunkListener.Start(settings, TimeProvider.System, text => log.Warning("{0}", text));
        _owned.Add(listener);
        DataEndpoint = listener.Endpoint;
        return listener;
    }

    private PackageShelf? StartContents(Config config, FardMemberOptions options, DataPlaneSettings dataPlane, ChunkListener? head)
    {
        var log = Logging.GetLogger(System, typeof(ContentServer));
        var contents = new ConfiguredContents(config, dataPlane, TimeProvider.System, Address);
        Contents = contents.ForMember(System);
        _owned.Add(Contents);
        if (head is null) return null;
        var shelf = new PackageShelf(MemberSettings.Folders(config, "fard.head.bitstreams"), text => log.Warning("{0}", text));
        _owned.Add(contents.ServeHead(System, head, [shelf, new ApplicationContents(options.FindNetwork), .. options.ContentKinds], text => log.Warning("{0}", text)));
        return shelf;
    }

    private void StartBoard(Config config, FardMemberOptions options, Jobs.JobSettings jobs, ChunkListener listener)
    {
        var log = Logging.GetLogger(System, typeof(ConfiguredBoard));
        var name = BoardName(config);
        var setup = options.Board?.Invoke(name) ?? ConfiguredBoard.Create(name, config, text => log.Warning("{0}", text), Contents);
        if (setup.Tasks.Folders is null)
            setup = setup with { Tasks = setup.Tasks with { Folders = new ApplicationFolders(Contents.Fetcher, Path.Combine(Contents.Folder, "applications")) } };
        setup = setup with { Keys = ShardedKeys.RegionOf(System, config) };
        _owned.AddRange(setup.Accelerators);
        var agent = System.ActorOf(BoardAgent.Props(setup, NodeManager, listener, jobs), "board-agent");
        CoordinatedShutdown.Get(System).AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain-board", () => DrainAsync(agent, setup.DrainTimeout + DrainMargin));
    }
}
