using System.Net;
using Fard.Actors.Members;
using Fard.Client;
using Fard.Gateway.Access;
using Fard.Gateway.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fard.Gateway.Hosting;

/// <summary>The gateway: Kestrel with the endpoints of every module, beside a client of the cluster.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly IReadOnlyList<IGatewayModule> _modules;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    private GatewayServer(GatewayContext context, WebApplication application, IReadOnlyList<IGatewayModule> modules)
    {
        _grace = context.Settings.ShutdownGrace;
        _time = context.Time;
        _application = application;
        _modules = modules;
    }

    /// <summary>Where REST and everything else but gRPC is served.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where gRPC is served.</summary>
    public Uri GrpcAddress { get; private set; } = null!;

    /// <summary>Starts a gateway and returns when it listens.</summary>
    /// <param name="client">The client that runs its jobs; it is not disposed with the server.</param>
    /// <param name="view">What it shows of the cluster; null: nothing.</param>
    /// <param name="logging">Where the server's log goes; null: nowhere.</param>
    /// <exception cref="FardMemberException">An address cannot be bound.</exception>
    public static Task<GatewayServer> StartAsync(
        GatewaySettings settings, FardClient client, IClusterView? view = null, Action<ILoggingBuilder>? logging = null, CancellationToken cancellationToken = default)
    {
        var context = new GatewayContext(settings, new ClientRuntime(client)) { View = view, Logging = logging };
        return StartAsync(context, GatewayModules.Create(context), cancellationToken);
    }

    /// <summary>Starts a gateway of other modules, or on another runtime.</summary>
    /// <exception cref="FardMemberException">An address cannot be bound.</exception>
    public static async Task<GatewayServer> StartAsync(GatewayContext context, IReadOnlyList<IGatewayModule> modules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(modules);
        var server = new GatewayServer(context, Build(context, modules), modules);
        try
        {
            await server._application.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await server.DisposeAsync();
            if (exception is OperationCanceledException) throw;
            throw new FardMemberException(
                $"The gateway cannot listen on {context.Settings.Host}, ports {context.Settings.Port} and {context.Settings.GrpcPort} (fard.gateway): {exception.Message}", exception);
        }

        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(text => new Uri(text)).ToArray();
        server.Address = addresses[0];
        server.GrpcAddress = addresses[1];
        return server;
    }

    /// <summary>Takes no more requests, lets those under way end for a while, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        using var grace = new CancellationTokenSource(_grace, _time);
        await _application.StopAsync(grace.Token);
        await _application.DisposeAsync();
        foreach (var module in _modules)
        {
            if (module is IAsyncDisposable disposable) await disposable.DisposeAsync();
        }
    }

    private static WebApplication Build(GatewayContext context, IReadOnlyList<IGatewayModule> modules)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Fard.Gateway", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        context.Logging?.Invoke(builder.Logging);
        // The program that starts a gateway ends it: no signal is taken here.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoHostLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, context.Settings));
        if (context.Settings.Tls is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        var application = builder.Build();
        var errors = new ErrorMiddleware(application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Fard.Gateway"));
        var access = new AccessMiddleware(new CallerIdentification(context.Settings.Tokens, context.Settings.AnonymousLoopback));
        application.Use(errors.InvokeAsync);
        application.UseRouting();
        application.Use(access.InvokeAsync);
        foreach (var module in modules) module.Map(application);
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, GatewaySettings settings)
    {
        kestrel.AddServerHeader = false;
        // One byte more: what is too long is told so by whoever reads it, in the words of its protocol.
        kestrel.Limits.MaxRequestBodySize = settings.MaxBody + 1L;
        kestrel.Limits.MaxConcurrentConnections = settings.MaxConnections;
        var address = AddressOf(settings.Host);
        // Without TLS a port speaks one version of HTTP, and gRPC needs the second.
        kestrel.Listen(address, settings.Port, listen => Secure(listen, settings.Tls, settings.Tls is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2));
        kestrel.Listen(address, settings.GrpcPort, listen => Secure(listen, settings.Tls, HttpProtocols.Http2));
    }

    private static void Secure(ListenOptions listen, GatewayTls? tls, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        if (tls is null) return;
        listen.UseHttps(https =>
        {
            https.ServerCertificate = tls.Certificate;
            https.ServerCertificateChain = tls.Chain;
        });
    }

    private static IPAddress AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out var address)) return address;
        try
        {
            return Dns.GetHostAddresses(host) is [var first, ..] ? first : throw new FardMemberException($"fard.gateway.host: {host} has no address.");
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            throw new FardMemberException($"fard.gateway.host: {host} has no address: {exception.Message}", exception);
        }
    }
}
