using Akka.Configuration;
using Fard.Actors.Members;
using Fard.Client;
using Fard.Gateway.Hosting;

namespace Fard.Cli.Serving;

/// <summary>A gateway inside a head's process: a client that shares the head's membership, and the server beside it.</summary>
internal sealed class HeadGateway : IAsyncDisposable
{
    private readonly FardClient _client;

    private HeadGateway(FardClient client, GatewayServer server)
    {
        _client = client;
        Server = server;
    }

    public GatewayServer Server { get; }

    public static async Task<HeadGateway> StartAsync(FardMember head, GatewaySettings settings, Config config, CancellationToken cancellationToken)
    {
        var client = FardClient.Of(head, ClientSettings.Read(config, $"gateway of {head.Address}"));
        try
        {
            return new HeadGateway(client, await GatewayServer.StartAsync(settings, client, client.View, GatewayLog.Configure, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync().ConfigureAwait(false);
        await _client.DisposeAsync().ConfigureAwait(false);
    }
}
