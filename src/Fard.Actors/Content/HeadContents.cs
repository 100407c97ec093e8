using System.Collections.Immutable;

namespace Fard.Actors.Content;

/// <summary>What a head has: its store, how it fetches what it lacks from the other heads, and the kinds of listing that it keeps.</summary>
/// <param name="store">Takes what others put and what is fetched.</param>
/// <param name="fetcher">Fetches from the other heads.</param>
/// <param name="workFolder">Where a content lies between both.</param>
internal sealed class HeadContents(ContentStore store, ContentFetcher fetcher, string workFolder, ImmutableArray<IContentKind> kinds)
{
    /// <summary>Gets a listing and all that it lists into the store, checks it, and holds it.</summary>
    /// <exception cref="ContentException">Something cannot be fetched, there is no room, or it is not what its kind has to be.</exception>
    public async Task<IDisposable> KeepAsync(string kind, ContentHash listing)
    {
        var known = kinds.FirstOrDefault(known => known.Kind == kind)
            ?? throw new ContentException(ContentError.BadListing, $"This head keeps no contents of kind '{kind}'; do all members run the same release?");
        var holds = new List<IDisposable>();
        try
        {
            holds.Add(store.Hold(listing));
            var read = ContentListing.Read(await ListingBytesAsync(listing), known.Limits);
            holds.Add(store.Hold(read.Files.Select(file => file.Hash)));
            foreach (var file in read.Files) await BringAsync(file.Hash, file.Length);
            await known.AdmitAsync(listing, read, store);
            return new Holds(holds);
        }
        catch
        {
            holds.ForEach(hold => hold.Dispose());
            throw;
        }
    }

    /// <summary>What a name means; null: it is not known.</summary>
    public ContentHash? Find(string kind, string name) => kinds.FirstOrDefault(known => known.Kind == kind)?.Find(name);

    public void Dropped(string kind, ContentHash listing) => kinds.FirstOrDefault(known => known.Kind == kind)?.Dropped(listing);

    private async Task<byte[]> ListingBytesAsync(ContentHash listing)
    {
        await BringAsync(listing, ContentListing.MaxBytes);
        await using var content = store.TryOpen(listing) ?? throw new ContentException(ContentError.Unknown, $"The listing {listing} was in the store and is gone.");
        if (content.Length > ContentListing.MaxBytes) throw new ContentException(ContentError.BadListing, $"A listing has {content.Length} bytes; at most {ContentListing.MaxBytes} are accepted.");
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes);
        return bytes;
    }

    private async Task BringAsync(ContentHash hash, long maxLength)
    {
        if (store.Contains(hash)) return;
        var path = Path.Combine(workFolder, $"{Guid.NewGuid():N}.part");
        try
        {
            await fetcher.FetchAsync(hash, maxLength, path);
            await store.PutFileAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private sealed class Holds(List<IDisposable> holds) : IDisposable
    {
        public void Dispose() => holds.ForEach(hold => hold.Dispose());
    }
}
