using System.Collections.Immutable;
using Fard.Actors.Content;
using Fard.Actors.Devices;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Bitstreams.Manifests;

namespace Fard.Actors.Packages;

/// <summary>A board's packages: its own, and those that it fetches from a head when a job needs them, which a bounded cache keeps.</summary>
/// <param name="own">The packages in the board's folders.</param>
/// <param name="log">Gets a sentence for every package that is fetched.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "A semaphore without wait handle holds nothing to dispose, and the source lives as long as its member.")]
public sealed class FetchedBitstreams(BitstreamStore own, BitstreamCache cache, IContents contents, Action<string> log) : IBitstreamSource
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <inheritdoc/>
    public ImmutableArray<string> Names => own.Names;

    /// <inheritdoc/>
    public bool Fetches => true;

    /// <inheritdoc/>
    public BitstreamPackage Load(string reference, string board) => own.Load(reference, board);

    /// <inheritdoc/>
    public async ValueTask<BitstreamPackage> LoadAsync(string reference, string board, CancellationToken cancellationToken)
    {
        var name = BitstreamReference.Parse(reference).Name;
        if (own.Names.Contains(name)) return own.Load(reference, board);
        var manifest = await contents.FindAsync(PackageShelf.KindName, name, cancellationToken)
            ?? throw new BitstreamPackageException(name, "this board does not have it, and no head can supply it. Push it (fard bitstream push), or copy it to the board (fard.board.bitstreams).");
        // FPGAs of one board often need the same package at the same time.
        await _one.WaitAsync(cancellationToken);
        try
        {
            var store = cache.Find(manifest.ToString()) ?? await FetchAsync(name, manifest, board, cancellationToken);
            return store.Load(reference, board);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<BitstreamStore> FetchAsync(string name, ContentHash hash, string board, CancellationToken cancellationToken)
    {
        var manifest = await contents.Fetcher.FetchBytesAsync(hash, ManifestJson.MaxBytes, cancellationToken);
        if (BitstreamOutline.Read(name, manifest) is var outline && outline.Board != board)
            throw new BitstreamPackageException(name, $"it was built for the board {outline.Board}, not for {board}. Choose a package for {board}.");
        using var download = cache.Begin(name, manifest);
        foreach (var (content, path) in download.Files)
        {
            if (!ContentHash.TryParse(content.Sha256, out var file)) throw new BitstreamPackageException(name, $"'{content.Sha256}' is no SHA-256.");
            await contents.Fetcher.FetchAsync(file, content.Length, path, cancellationToken);
        }

        var store = download.Complete();
        log($"Bitstream package {name} was fetched: {download.Files.Length} files, {download.Files.Sum(file => file.Content.Length)} bytes, manifest {hash}.");
        return store;
    }
}
