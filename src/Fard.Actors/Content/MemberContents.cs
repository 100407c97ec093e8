using Akka.Actor;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;

namespace Fard.Actors.Content;

/// <summary>What any member can do with contents: fetch them from heads, and publish folders to them.</summary>
public sealed class MemberContents : IContents, IAsyncDisposable
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    // Keeping may fetch the whole from another head.
    private static readonly TimeSpan KeepTime = TimeSpan.FromMinutes(5);

    private readonly ActorSystem _system;
    private readonly ClusterHeads _heads;
    private readonly DataPlaneSettings _dataPlane;
    private readonly ContentSettings _settings;
    private readonly TimeProvider _time;

    /// <param name="folder">This member's own folder for contents.</param>
    internal MemberContents(ActorSystem system, string folder, DataPlaneSettings dataPlane, ContentSettings settings, TimeProvider time)
    {
        (_system, _dataPlane, _settings, _time) = (system, dataPlane, settings, time);
        _heads = new ClusterHeads(system, withSelf: true);
        Folder = folder;
        Fetcher = new ContentFetcher(_heads, Path.Combine(folder, "work"), dataPlane, settings, time);
    }

    /// <summary>This member's own folder for contents.</summary>
    public string Folder { get; }

    /// <summary>Fetches from the heads.</summary>
    public ContentFetcher Fetcher { get; }

    /// <inheritdoc/>
    public async Task<ContentHash?> FindAsync(string kind, string name, CancellationToken cancellationToken = default)
    {
        for (var round = 0; round < _settings.Rounds; round++)
        {
            if (round > 0) await Task.Delay(_settings.RoundDelay, _time, cancellationToken);
            foreach (var head in await _heads.FindHeadsAsync(cancellationToken))
            {
                try
                {
                    if ((await head.Keeper(_system).Ask<ContentFound>(new FindContent(kind, name), AnswerTime, cancellationToken)).Hash is { } hash) return hash;
                }
                catch (AskTimeoutException)
                {
                    // It is about to be gone; another one may know.
                }
            }
        }

        return null;
    }

    /// <summary>Puts a folder to a head and has all heads keep it.</summary>
    /// <param name="kind">What it is, such as <c>package</c>.</param>
    /// <param name="folder">The folder with the listed files.</param>
    /// <returns>The listing's hash, by which it is fetched.</returns>
    /// <exception cref="ContentException">There is no head, or none takes it; the message says why.</exception>
    public async Task<ContentHash> PublishAsync(string kind, ContentListing listing, string folder, CancellationToken cancellationToken = default)
    {
        var reasons = new List<string>();
        foreach (var head in await _heads.FindHeadsAsync(cancellationToken))
        {
            try
            {
                var hash = await ContentFolders.PutFolderAsync(head.Endpoint, listing, folder, _dataPlane, _settings, _time, cancellationToken);
                switch (await head.Keeper(_system).Ask<IFardMessage>(new KeepContent(kind, hash), KeepTime, cancellationToken))
                {
                    case ContentKept:
                        return hash;
                    case ContentRefused refused:
                        throw new ContentException(ContentError.BadListing, refused.Reason);
                    case var other:
                        throw new ContentException(ContentError.NoHead, $"{head.Member} answered with a {other.GetType().Name}; do all members run the same release?");
                }
            }
            catch (Exception exception) when (exception is DataPlaneException or AskTimeoutException)
            {
                reasons.Add($"{head.Member}: {exception.Message}");
            }
        }

        throw new ContentException(ContentError.NoHead, reasons.Count == 0 ? "The cluster has no head that is reachable." : $"No head takes it. {string.Join(" ", reasons)}");
    }

    public ValueTask DisposeAsync() => Fetcher.DisposeAsync();
}
