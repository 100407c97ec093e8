using System.Collections.Immutable;
using Fard.Actors.Applications;

namespace Fard.Client.Bridge;

/// <summary>What a bridge asks of the cluster.</summary>
internal interface IBridgeClient
{
    Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<ImageResult> SendJobDataAsync(string application, JobData data, JobOptions options, CancellationToken cancellationToken);

    /// <summary>The pixels of image files, at the size of the application's network, one image behind the other.</summary>
    Task<JobData> ReadImagesAsync(string application, IReadOnlyList<string> files, CancellationToken cancellationToken);

    Task<string> SendAppAsync(string folder, CancellationToken cancellationToken);

    Task KillAppAsync(string application, CancellationToken cancellationToken);

    Task RestartAppAsync(string application, string folder, CancellationToken cancellationToken);

    Task SetOutputCollectionAsync(string application, bool collect, CancellationToken cancellationToken);

    IAsyncEnumerable<(string Peer, ReadOnlyMemory<byte> Data)> ConsumeOutputAsync(string application, CancellationToken cancellationToken);
}
