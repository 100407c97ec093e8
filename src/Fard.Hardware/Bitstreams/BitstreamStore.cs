using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>
/// Finds bitstream packages by name below one or more folders, reads and verifies them. Safe for several threads.
/// </summary>
/// <remarks>
/// A package's files are hashed when it is first loaded; as long as its manifest stays the same, the store does not hash them again.
/// </remarks>
public sealed class BitstreamStore
{
    private static ReadOnlySpan<byte> BitPreamble => [0x00, 0x09, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x0F, 0xF0, 0x00, 0x00, 0x01];

    private readonly ConcurrentDictionary<string, BitstreamPackage> _verified = new(StringComparer.Ordinal);

    /// <param name="roots">Folders that hold a folder for each package; the first that has a package of the wanted name wins.</param>
    public BitstreamStore(params IEnumerable<string> roots)
    {
        Roots = [.. roots.Select(Path.GetFullPath)];
        if (Roots.IsEmpty)
            throw new ArgumentException("A store needs at least one folder to look into.", nameof(roots));
    }

    /// <summary>Absolute paths of the folders that are looked into.</summary>
    public ImmutableArray<string> Roots { get; }

    /// <summary>Names of the packages that are there, sorted; none of them was verified.</summary>
    public ImmutableArray<string> Names =>
    [
        .. Roots.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => File.Exists(Path.Combine(folder, BitstreamManifest.FileName)))
            .Select(folder => Path.GetFileName(folder))
            .Where(BitstreamReference.IsName)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Loads and verifies a package.</summary>
    /// <param name="reference"><c>name</c>, or <c>name@first..last</c> for a package that covers any range; without a range that is the whole network.</param>
    /// <param name="board">The board that it is wanted for, or null where that does not matter.</param>
    /// <exception cref="BitstreamPackageException">It is missing, damaged, of an unknown version, or does not fit; the message says what to do.</exception>
    public BitstreamPackage Load(string reference, string? board = null)
    {
        var wanted = BitstreamReference.Parse(reference);
        var package = LoadVerified(wanted);
        if (board is not null && !string.Equals(package.Board, board, StringComparison.Ordinal))
            throw new BitstreamPackageException(package.Name, $"it was built for the board {package.Board}, not for {board}. Choose a package for {board}.");
        return package;
    }

    private BitstreamPackage LoadVerified(BitstreamReference wanted)
    {
        var (root, folder) = Locate(wanted.Name);
        var json = ReadManifest(wanted.Name, Path.Combine(folder, BitstreamManifest.FileName));
        var key = $"{folder} {Convert.ToHexStringLower(SHA256.HashData(json))} {wanted}";
        if (_verified.TryGetValue(key, out var known))
            return known;

        var manifest = ManifestJson.Read(wanted.Name, json);
        var (network, function) = ManifestValidator.Validate(manifest, wanted.Name);
        var layers = network is null ? default : LayersOf(wanted, manifest, network);
        if (function is not null && wanted.Layers is not null)
            throw new BitstreamPackageException(wanted.ToString(), $"its kernel computes {function.Name}, which has no layers. Name it without a range.");

        var parameters = PackageFiles.ResolveFolder(wanted.Name, root, folder, manifest.Parameters.Folder);
        foreach (var file in manifest.Parameters.Files)
            PackageFiles.Verify(wanted.Name, parameters, file);

        var anyRange = manifest.Layers is { Range: null };
        var package = new BitstreamPackage(
            anyRange ? $"{wanted.Name}@{layers}" : wanted.Name,
            Convert.ToHexStringLower(SHA256.HashData(anyRange ? [.. json, .. Encoding.ASCII.GetBytes($"@{layers}")] : json)),
            network!,
            layers,
            manifest.Board,
            manifest.ClockHz,
            parameters)
        {
            Function = function,
            Version = manifest.Version,
            Devices = manifest.Devices,
            KernelInterface = manifest.Kernel.Interface,
            BitFile = VerifyBit(wanted.Name, folder, manifest.Bit),
            HwhFile = VerifyOptional(wanted.Name, folder, manifest.Hwh),
            Resources = manifest.Resources ?? ImmutableDictionary<string, ResourceFigure>.Empty,
            Provenance = manifest.Provenance,
            Finn = manifest.Finn,
        };
        return _verified.GetOrAdd(key, package);
    }

    private static LayerRange LayersOf(BitstreamReference wanted, BitstreamManifest manifest, NetworkDescription network)
    {
        var layers = manifest.Layers!.Range ?? wanted.Layers ?? network.WholeRange;
        if (!ManifestValidator.IsWithin(layers, network))
            throw new BitstreamPackageException(wanted.ToString(), $"layers {layers} are not within {network.Name}'s {network.WholeRange}.");
        return wanted.Layers is { } asked && asked != layers
            ? throw new BitstreamPackageException(wanted.ToString(), $"its kernel computes layers {layers} only. Choose another package, or a split that fits.")
            : layers;
    }

    private (string Root, string Folder) Locate(string name)
    {
        foreach (var root in Roots)
        {
            var folder = Path.Combine(root, name);
            if (File.Exists(Path.Combine(folder, BitstreamManifest.FileName)))
                return (root, folder);
        }

        var names = Names;
        throw new BitstreamPackageException(
            name, $"there is none of that name below {string.Join(", ", Roots)}. {(names.IsEmpty ? "There are no packages at all." : $"There are {string.Join(", ", names)}.")}");
    }

    private static byte[] ReadManifest(string package, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > ManifestJson.MaxBytes)
                throw new BitstreamPackageException(package, $"its manifest has {file.Length} bytes, more than the {ManifestJson.MaxBytes} that are accepted.");
            var json = new byte[file.Length];
            file.ReadExactly(json);
            return json;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BitstreamPackageException(package, $"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static string? VerifyOptional(string package, string folder, ManifestFile? file)
    {
        if (file is null)
            return null;
        PackageFiles.Verify(package, folder, file);
        return Path.Combine(folder, file.Name);
    }

    // A placeholder is no bitstream: the file has to start as every Xilinx .bit does.
    private static string? VerifyBit(string package, string folder, ManifestFile? file)
    {
        var path = VerifyOptional(package, folder, file);
        if (path is null)
            return null;
        using var bit = File.OpenRead(path);
        Span<byte> head = stackalloc byte[BitPreamble.Length];
        if (bit.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.SequenceEqual(BitPreamble))
            throw new BitstreamPackageException(package, $"{path} does not start like a Xilinx .bit file. Leave bit out of the manifest where there is no bitstream.");
        return path;
    }
}
