using System.Collections.Immutable;
using Fard.Actors.Content;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;

namespace Fard.Actors.Packages;

/// <summary>
/// A head's bitstream packages: those in its folders, which are served in place, and those that were pushed, which the content store holds. A name means one
/// content: another package of the same name is refused.
/// </summary>
public sealed class PackageShelf : IContentKind, IContentSource, IPackageSupply
{
    /// <summary>The kind of its listings.</summary>
    public const string KindName = "package";

    private readonly Lock _gate = new();
    private readonly Dictionary<ContentHash, string> _files = [];
    private volatile ImmutableDictionary<string, (PackageOffer Offer, ContentHash? Listing)> _packages = ImmutableDictionary<string, (PackageOffer, ContentHash?)>.Empty;

    /// <param name="folders">Folders with a folder for each package; the first that has a package of a name wins.</param>
    /// <param name="log">Gets a sentence for every package that is left out.</param>
    public PackageShelf(IReadOnlyCollection<string> folders, Action<string> log)
    {
        if (folders.Count == 0) return;
        var store = new BitstreamStore(folders);
        foreach (var name in store.Names)
        {
            try
            {
                AddFolder(store, name);
            }
            catch (BitstreamPackageException exception)
            {
                log($"{exception.Message} Boards are not supplied with it.");
            }
        }
    }

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public ContentLimits Limits { get; } = new();

    /// <inheritdoc/>
    PackageOffer? IPackageSupply.Find(string name) => _packages.TryGetValue(name, out var known) ? known.Offer : null;

    /// <inheritdoc/>
    public ContentHash? Find(string name) => _packages.TryGetValue(name, out var known) ? known.Offer.Manifest : null;

    /// <inheritdoc/>
    public Stream? TryOpen(ContentHash hash)
    {
        if (!_files.TryGetValue(hash, out var path)) return null;
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task AdmitAsync(ContentHash hash, ContentListing listing, IContentSource files)
    {
        var manifests = listing.Files.Where(file => file.Path.Split('/') is [_, BitstreamManifest.FileName]).ToArray();
        if (manifests.Length != 1)
            throw Bad($"A package's listing has one NAME/{BitstreamManifest.FileName}; this one has {manifests.Length}.");
        var outline = await ReadAsync(manifests[0], files);
        var listed = listing.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in outline.Files)
        {
            if (!listed.TryGetValue(file.Path, out var entry)) throw Bad($"Package {outline.Name} needs {file.Path}, which was not pushed.");
            if (entry.Length != file.Content.Length || entry.Hash.ToString() != file.Content.Sha256) throw Bad($"{file.Path} is not the file that the manifest of package {outline.Name} names.");
        }

        if (listing.Files.Length != outline.Files.Length + 1) throw Bad($"Package {outline.Name} has {outline.Files.Length + 1} files; {listing.Files.Length} were pushed.");
        Add(OfferOf(outline), hash);
    }

    /// <inheritdoc/>
    public void Dropped(ContentHash hash)
    {
        lock (_gate) _packages = _packages.RemoveRange(_packages.Where(package => package.Value.Listing == hash).Select(package => package.Key));
    }

    private void AddFolder(BitstreamStore store, string name)
    {
        // A damaged file is found where it is fetched; reading all of them would hold up the head's start.
        var root = store.Roots.First(root => File.Exists(Path.Combine(root, name, BitstreamManifest.FileName)));
        var outline = BitstreamOutline.Read(name, ReadLimited(Path.Combine(root, name, BitstreamManifest.FileName)));
        var files = outline.Files
            .Select(file => (Hash: ContentHash.TryParse(file.Content.Sha256, out var hash) ? hash : throw new BitstreamPackageException(name, $"'{file.Content.Sha256}' is no SHA-256."), file.Path))
            .Append((Hash: ContentHash.Parse(outline.ManifestHash), Path: outline.ManifestPath))
            .ToArray();
        foreach (var (hash, path) in files) _files[hash] = Path.Combine(root, path);
        Add(OfferOf(outline), null);
    }

    private static byte[] ReadLimited(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[Math.Min(file.Length, ManifestJson.MaxBytes + 1)];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static async Task<BitstreamOutline> ReadAsync(ContentEntry manifest, IContentSource files)
    {
        if (manifest.Length > ManifestJson.MaxBytes) throw Bad($"{manifest.Path} has {manifest.Length} bytes; at most {ManifestJson.MaxBytes} are accepted.");
        await using var content = files.TryOpen(manifest.Hash) ?? throw Bad($"{manifest.Path} is not in the store.");
        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes);
        try
        {
            return BitstreamOutline.Read(manifest.Path.Split('/')[0], bytes);
        }
        catch (BitstreamPackageException exception)
        {
            throw new ContentException(ContentError.BadListing, exception.Message, exception);
        }
    }

    private void Add(PackageOffer offer, ContentHash? listing)
    {
        lock (_gate)
        {
            if (_packages.TryGetValue(offer.Name, out var known))
            {
                if (known.Offer.Manifest == offer.Manifest) return;
                throw Bad($"There is a package {offer.Name} with another content ({known.Offer.Manifest}); give this one another name.");
            }

            _packages = _packages.Add(offer.Name, (offer, listing));
        }
    }

    private static PackageOffer OfferOf(BitstreamOutline outline) => new(outline.Name, ContentHash.Parse(outline.ManifestHash), outline.Board, outline.Layers, outline.Devices);

    private static ContentException Bad(string what) => new(ContentError.BadListing, what);
}
