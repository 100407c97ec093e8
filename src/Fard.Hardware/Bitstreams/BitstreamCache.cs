using System.Security.Cryptography;

namespace Fard.Hardware.Bitstreams;

/// <summary>
/// Packages that came from elsewhere, each below a folder named by the SHA-256 of its manifest. A package is in it whole and verified, or not at all; what was not
/// used for the longest time goes when there is no room. Safe for several threads of one process.
/// </summary>
/// <param name="folder">Where it lies; made where it is missing.</param>
/// <param name="maxBytes">How many bytes the files of all packages may have together.</param>
public sealed class BitstreamCache(string folder, long maxBytes)
{
    private const string Unfinished = ".new-";

    private readonly Lock _gate = new();
    private readonly string _folder = Path.GetFullPath(folder);
    private readonly Dictionary<string, BitstreamStore> _stores = [];

    /// <summary>The most bytes that it holds.</summary>
    public long MaxBytes { get; } = maxBytes > 0 ? maxBytes : throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "A cache has room for something.");

    /// <summary>Bytes of all packages that are in it.</summary>
    public long Bytes => Packages().Sum(package => SizeOf(package.FullName));

    /// <summary>A store with the package of a manifest, or null: it is not here.</summary>
    /// <param name="manifestHash">SHA-256 of its manifest, lower-case hexadecimal.</param>
    public BitstreamStore? Find(string manifestHash)
    {
        if (!IsHash(manifestHash))
            return null;
        lock (_gate)
        {
            var package = new DirectoryInfo(Path.Combine(_folder, manifestHash));
            if (!package.Exists)
                return null;
            package.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime;
            return StoreOf(package.FullName);
        }
    }

    /// <summary>Begins to take a package in: what its manifest asks for is checked before a byte of it is fetched.</summary>
    /// <param name="name">The package's name.</param>
    /// <param name="manifest">Its manifest's bytes.</param>
    /// <exception cref="BitstreamPackageException">The manifest is damaged, names a file outside the package, or asks for more than the cache may hold.</exception>
    public BitstreamDownload Begin(string name, byte[] manifest)
    {
        var outline = BitstreamOutline.Read(name, manifest);
        var total = outline.Files.Sum(file => file.Content.Length) + manifest.Length;
        if (total > MaxBytes)
            throw new BitstreamPackageException(name, $"it has {total} bytes, more than the cache may hold ({MaxBytes}). Enlarge the cache, or copy the package to the board.");

        var root = Path.Combine(_folder, $"{Unfinished}{Guid.NewGuid():N}");
        var files = outline.Files.Select(file => new BitstreamFile(file.Content, Path.Combine(root, file.Path))).ToArray();
        foreach (var file in files)
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var path = Path.Combine(root, outline.ManifestPath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, manifest);
        return new BitstreamDownload(this, name, outline.ManifestHash, root, [.. files]);
    }

    internal BitstreamStore TakeIn(BitstreamDownload download)
    {
        // Whatever was fetched counts only now: lengths, hashes, ranges, the start of a .bit.
        new BitstreamStore(download.Root).Load(download.Name);
        lock (_gate)
        {
            var package = Path.Combine(_folder, download.ManifestHash);
            MakeRoom(SizeOf(download.Root));
            if (!Directory.Exists(package))
                Directory.Move(download.Root, package);
            return StoreOf(package);
        }
    }

    // One store for each package: it hashes the files once.
    private BitstreamStore StoreOf(string package) => _stores.TryGetValue(package, out var known) ? known : _stores[package] = new BitstreamStore(package);

    private void MakeRoom(long wanted)
    {
        var packages = Packages().OrderBy(package => package.LastWriteTimeUtc).Select(package => (Folder: package, Bytes: SizeOf(package.FullName))).ToList();
        var used = packages.Sum(package => package.Bytes);
        foreach (var (oldest, bytes) in packages)
        {
            if (used + wanted <= MaxBytes)
                return;
            oldest.Delete(recursive: true);
            _stores.Remove(oldest.FullName);
            used -= bytes;
        }
    }

    private IEnumerable<DirectoryInfo> Packages() =>
        Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateDirectories().Where(package => IsHash(package.Name)) : [];

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private static bool IsHash(string text) => text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigitLower);
}
