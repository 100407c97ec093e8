namespace Fard.MultiNode.Tests.Cli;

/// <summary>A head by hand and its boards, for all facts of a class: each says how many boards it needs, whatever the one before has left.</summary>
public abstract class SharedCluster : IAsyncLifetime
{
    private ClusterByHand? _cluster;

    internal ClusterByHand Cluster => _cluster ?? throw new InvalidOperationException("The cluster has not been started.");

    /// <summary>Path of the configuration of the boards.</summary>
    internal string BoardConfiguration { get; private set; } = "";

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("fard-cluster-");

    public async Task InitializeAsync()
    {
        var (head, board) = Configure();
        BoardConfiguration = board;
        _cluster = await ClusterByHand.StartAsync(1, head, 0, board);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Folder.Delete(recursive: true);
    }

    internal async Task<ClusterByHand> WithBoardsAsync(int count)
    {
        await Cluster.HaveBoardsAsync(count, BoardConfiguration);
        return Cluster;
    }

    /// <summary>Paths of the configurations of the head and of the boards.</summary>
    protected abstract (string Head, string Board) Configure();
}
