using Fard.Cli.Installation;
using Fard.Client;

namespace Fard.Cli.Clusters;

/// <summary>Joins a cluster to look at it.</summary>
/// <param name="configuration">Path of the client's HOCON file.</param>
internal delegate Task<ClusterConnection> ConnectToCluster(string configuration, CancellationToken cancellationToken);

/// <summary>A command's membership in a running cluster.</summary>
/// <param name="view">What it sees.</param>
/// <param name="client">Sends jobs; null where a spec shows a cluster that is none.</param>
internal sealed class ClusterConnection(IClusterView view, FardClient? client) : IAsyncDisposable
{
    public IClusterView View => view;

    public FardClient Client => client ?? throw new InvalidOperationException("This connection only looks.");

    public static async Task<ClusterConnection> ConnectAsync(string configuration, CancellationToken cancellationToken)
    {
        var client = await FardClient.ConnectAsync(MemberConfiguration.Load(configuration), cancellationToken).ConfigureAwait(false);
        return new ClusterConnection(client.View, client);
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
            await client.DisposeAsync().ConfigureAwait(false);
    }
}
