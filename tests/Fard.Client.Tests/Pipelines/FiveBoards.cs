namespace Fard.Client.Tests.Pipelines;

/// <summary>A cluster with five boards and a client, for specs that leave it as it was.</summary>
public sealed class FiveBoards : IAsyncLifetime
{
    internal TestCluster Cluster { get; private set; } = null!;

    internal FardClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await TestCluster.StartAsync(boards: 5);
        Client = await Cluster.ConnectAsync("client");
        await Client.ListBoardsAsync(atLeast: 5);
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
