using System.Collections.Immutable;
using Akka.Configuration;
using Fard.Actors.Boards;
using Fard.Actors.Messages;
using Fard.Client;

namespace Fard.Cli.Planning;

/// <summary>The running cluster that a plan is for; joined only where one is asked for.</summary>
internal sealed class PlanningCluster : IAsyncDisposable
{
    private readonly FardClient? _client;

    private PlanningCluster(FardClient? client) => _client = client;

    private FardClient Client => _client ?? throw new InvalidOperationException("No cluster was joined.");

    /// <param name="config">The client's configuration; null: no cluster is wanted.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<PlanningCluster> ConnectAsync(Config? config, CancellationToken cancellationToken) =>
        new(config is null ? null : await FardClient.ConnectAsync(config, cancellationToken).ConfigureAwait(false));

    /// <summary>Its boards, be there any or none.</summary>
    public Task<ImmutableArray<BoardStatus>> PresentBoardsAsync(CancellationToken cancellationToken) => Client.ListBoardsAsync(cancellationToken: cancellationToken);

    /// <summary>Deploys an application to it.</summary>
    public Task<ApplicationDeployed> DeployAsync(string hocon, CancellationToken cancellationToken) => Client.DeployApplicationAsync(hocon, cancellationToken);

    /// <summary>Its boards, once there is one.</summary>
    public Task<ImmutableArray<BoardStatus>> BoardsAsync(CancellationToken cancellationToken) => Client.ListBoardsAsync(atLeast: 1, cancellationToken: cancellationToken);

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? ValueTask.CompletedTask;
}
