using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fard.Actors.Applications;
using Fard.Actors.Jobs;
using Fard.Networks.Description;
using Fard.Networks.Images;

namespace Fard.Client.Bridge;

/// <summary>A client of the cluster, as bridges use it.</summary>
internal sealed class BridgeClient(FardClient client) : IBridgeClient
{
    public Task<ImmutableArray<ApplicationDescription>> ListApplicationsAsync(CancellationToken cancellationToken) => client.ListApplicationsAsync(cancellationToken);

    public IAsyncEnumerable<ImageResult> SendJobDataAsync(string application, JobData data, JobOptions options, CancellationToken cancellationToken) =>
        client.SendJobDataAsync(application, data, options, cancellationToken);

    public async Task<JobData> ReadImagesAsync(string application, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var known = (await client.ListApplicationsAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(candidate => candidate.Name == application)
            ?? throw new FardJobException(default, JobFailure.UnknownApplication, $"There is no application '{application}'.");
        var shape = NetworkCatalog.TryFind(known.Network)?.Image
            ?? throw new FardJobException(default, JobFailure.WrongImageSize, $"{application} takes no images as files: nobody knows the size of its network's images. Send bytes.");
        InputImage[] images = [.. ImageSource.Open(files, shape, []).Read()];
        return JobData.FromPixels(images.SelectMany(image => image.Pixels).ToArray(), images.Length);
    }

    public Task<string> SendAppAsync(string folder, CancellationToken cancellationToken) => client.SendAppAsync(folder, cancellationToken: cancellationToken);

    public Task KillAppAsync(string application, CancellationToken cancellationToken) => client.SendKillAppAsync(application, cancellationToken);

    public Task RestartAppAsync(string application, string folder, CancellationToken cancellationToken) => client.SendRestartAppAsync(application, folder, cancellationToken);

    public Task SetOutputCollectionAsync(string application, bool collect, CancellationToken cancellationToken) =>
        client.SetOutputCollectionAsync(application, collect, cancellationToken);

    public async IAsyncEnumerable<(string Peer, ReadOnlyMemory<byte> Data)> ConsumeOutputAsync(
        string application, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in client.ConsumeOutputAsync(application, cancellationToken).ConfigureAwait(false)) yield return (item.Peer, item.Data);
    }
}
