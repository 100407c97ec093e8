using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard;
using Fard.Gateway.Inference.Batching;
using Fard.Gateway.Inference.Models;

namespace Fard.Gateway.Hosting;

/// <summary>Settings of a gateway (<c>fard.gateway</c> in the configuration; <c>hocon/reference.conf</c> says what each means).</summary>
public sealed record GatewaySettings
{
    /// <summary>Address that it binds.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port of REST and everything else but gRPC; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of gRPC; 0 takes a free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Certificate and private key in PEM; null: no TLS.</summary>
    public GatewayTls? Tls { get; init; }

    /// <summary>The tokens that callers may show.</summary>
    public ImmutableArray<AccessToken> Tokens { get; init; } = [];

    /// <summary>Whether callers on this machine need no token.</summary>
    public bool AnonymousLoopback { get; init; }

    /// <summary>Most bytes of a request's body, and of a message in gRPC.</summary>
    public int MaxBody { get; init; } = 64 << 20;

    /// <summary>Most bytes of the bodies and messages of all requests under way.</summary>
    public long MaxBuffered { get; init; } = 512L << 20;

    /// <summary>Most connections at once.</summary>
    public int MaxConnections { get; init; } = 4096;

    /// <summary>How long a request for inference may take in all; a request may ask for less.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How requests become jobs.</summary>
    public BatchSettings Batch { get; init; } = new();

    /// <summary>How long requests for inference use what is known of the applications before it is asked for again.</summary>
    public TimeSpan CatalogAge { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Names of the models' classes.</summary>
    public ModelLabels Labels { get; init; } = ModelLabels.Known;

    /// <summary>How long requests under way may take to end when the gateway stops.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The dashboard.</summary>
    public DashboardSettings Dashboard { get; init; } = new();

    /// <summary>Whether a head with this configuration serves a gateway.</summary>
    public static bool IsEnabled(Config config) => MemberSettings.Flag(config, "fard.gateway.enabled");

    /// <summary>Reads the settings.</summary>
    /// <exception cref="FardConfigurationException">A value is missing or impossible.</exception>
    public static GatewaySettings Read(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var settings = new GatewaySettings
        {
            Host = MemberSettings.Text(config, "fard.gateway.host"),
            Port = MemberSettings.Count(config, "fard.gateway.port", 0, 65_535),
            GrpcPort = MemberSettings.Count(config, "fard.gateway.grpc-port", 0, 65_535),
            Tls = GatewayTls.Read(config),
            Tokens = AccessToken.ReadAll(config),
            AnonymousLoopback = MemberSettings.Flag(config, "fard.gateway.anonymous-loopback"),
            MaxBody = MemberSettings.Bytes(config, "fard.gateway.max-body"),
            MaxBuffered = MemberSettings.Bytes(config, "fard.gateway.max-buffered"),
            MaxConnections = MemberSettings.Count(config, "fard.gateway.max-connections", 1, 1_000_000),
            RequestTimeout = MemberSettings.Time(config, "fard.gateway.request-timeout"),
            Batch = new BatchSettings
            {
                MaxImages = MemberSettings.Count(config, "fard.gateway.batch.max-images", 1, 1_000_000),
                MaxDelay = MemberSettings.TimeOrZero(config, "fard.gateway.batch.max-delay"),
                MaxJobs = MemberSettings.Count(config, "fard.gateway.batch.max-jobs", 1, 10_000),
                MaxInFlightImages = MemberSettings.Count(config, "fard.gateway.max-in-flight-images", 1, 100_000_000),
            },
            CatalogAge = MemberSettings.Time(config, "fard.gateway.catalog-age"),
            Labels = ModelLabels.Read(config),
            ShutdownGrace = MemberSettings.Time(config, "fard.gateway.shutdown-grace"),
            Dashboard = DashboardSettings.Read(config),
        };
        if (settings.Tokens.IsEmpty && !settings.AnonymousLoopback)
        {
            throw new FardConfigurationException(
                "fard.gateway.tokens is empty, so that nobody could call the gateway. Add the line that 'fard token create' prints, or set fard.gateway.anonymous-loopback = on for callers on this machine.");
        }

        return settings;
    }
}
