using Fard.Actors.Content;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Packages;

/// <summary>Bitstream packages from a store's folder to the heads.</summary>
public static class PackagePublishing
{
    /// <summary>Verifies a package and has all heads keep it; boards that lack it are supplied with it from then on.</summary>
    /// <param name="contents">The member that publishes.</param>
    /// <param name="store">The store that has the package.</param>
    /// <param name="name">The package's name.</param>
    /// <returns>The package's outline.</returns>
    /// <exception cref="BitstreamPackageException">The package is missing or damaged.</exception>
    /// <exception cref="ContentException">No head takes it; the message says why.</exception>
    public static async Task<BitstreamOutline> PublishPackageAsync(this MemberContents contents, BitstreamStore store, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(store);
        store.Load(name);
        var root = store.Roots.First(root => Directory.Exists(Path.Combine(root, name)));
        var manifest = await File.ReadAllBytesAsync(Path.Combine(root, name, Hardware.Bitstreams.Manifests.BitstreamManifest.FileName), cancellationToken);
        var outline = BitstreamOutline.Read(name, manifest);
        var listing = ContentListing.Of(
        [
            new ContentEntry(outline.ManifestPath, manifest.Length, ContentHash.Parse(outline.ManifestHash)),
            .. outline.Files.Select(file => new ContentEntry(file.Path, file.Content.Length, ContentHash.Parse(file.Content.Sha256))),
        ]);
        await contents.PublishAsync(PackageShelf.KindName, listing, root, cancellationToken);
        return outline;
    }
}
