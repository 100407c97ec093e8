using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>Whole folders by their listing's hash: to heads, and from heads.</summary>
public static class ContentFolders
{
    /// <summary>Fetches a listing and every file of it.</summary>
    /// <param name="listing">Hash of the listing.</param>
    /// <param name="folder">Made by this; it is there whole and verified, or not at all.</param>
    /// <exception cref="ContentException">The listing or a file cannot be fetched, or the listing breaks a rule.</exception>
    public static async Task<ContentListing> FetchFolderAsync(
        this ContentFetcher fetcher, ContentHash listing, string folder, ContentLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetcher);
        var read = ContentListing.Read(await fetcher.FetchBytesAsync(listing, ContentListing.MaxBytes, cancellationToken), limits);
        var unfinished = $"{Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))}.part-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(unfinished);
            foreach (var file in read.Files) await fetcher.FetchFileAsync(file, Path.Combine(unfinished, file.Path), cancellationToken);
            Directory.Move(unfinished, folder);
            return read;
        }
        finally
        {
            if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <summary>Fetches a file whose length is known.</summary>
    /// <exception cref="ContentException">It cannot be fetched, or has another length.</exception>
    public static async Task FetchFileAsync(this ContentFetcher fetcher, ContentEntry file, string destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetcher);
        ArgumentNullException.ThrowIfNull(file);
        await fetcher.FetchAsync(file.Hash, file.Length, destination, cancellationToken);
        if (new FileInfo(destination).Length is var length && length != file.Length)
        {
            File.Delete(destination);
            throw new ContentException(ContentError.WrongLength, $"'{file.Path}' has {length} bytes where its listing says {file.Length}.");
        }
    }

    /// <summary>Puts a listing and the files that it lists to a head; what the head has already is not sent.</summary>
    /// <param name="folder">The folder with the files.</param>
    /// <returns>The listing's hash.</returns>
    /// <exception cref="DataPlaneException">The head cannot be reached, or refuses a content and says why.</exception>
    public static async Task<ContentHash> PutFolderAsync(
        DataEndpoint head, ContentListing listing, string folder, DataPlaneSettings dataPlane, ContentSettings settings, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listing);
        await using var connection = await ContentConnection.DialAsync(head, dataPlane, settings, time, cancellationToken);
        foreach (var file in listing.Files)
        {
            await using var content = new FileStream(Path.Combine(folder, file.Path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            await connection.PutAsync(file.Hash, content, cancellationToken);
        }

        // Last: who has the listing has the files.
        var json = listing.Write();
        var hash = ContentHash.Of(json);
        await using var last = new MemoryStream(json, writable: false);
        await connection.PutAsync(hash, last, cancellationToken);
        return hash;
    }
}
