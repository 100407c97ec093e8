using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Bitstreams;

/// <summary>Writes the manifest of a package whose files are in place.</summary>
public static class BitstreamPacker
{
    /// <summary>
    /// Reads the parameters, hashes every file, writes <c>manifest.json</c> (replacing an older one) and loads the package as a check.
    /// </summary>
    /// <exception cref="ParameterFormatException">The parameters do not fit the network.</exception>
    /// <exception cref="BitstreamPackageException">A file is missing, or the package would not load.</exception>
    public static BitstreamPackage Pack(BitstreamContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(content.Folder));
        var name = Path.GetFileName(folder);
        var root = Path.GetDirectoryName(folder);
        if (root is null || !BitstreamReference.IsName(name))
            throw new BitstreamPackageException($"'{name}'", "that cannot be a package's name: letters, digits, '.', '-' and '_', at most 64.");

        var parameters = PackageFiles.ResolveFolder(name, root, folder, content.ParameterFolder);
        var names = NamesOf(content, parameters);
        var manifest = new BitstreamManifest(
            BitstreamManifest.CurrentFormat,
            name,
            content.Version,
            content.Board,
            content.ClockHertz,
            new ManifestKernel(content.KernelInterface),
            content.Devices,
            new ManifestParameters(
                content.ParameterFolder, [.. names.Select(file => PackageFiles.Describe(Path.Combine(parameters, file)))]),
            content.Provenance,
            content.Network?.Name,
            content.Network is null ? null : new ManifestLayers(content.Layers),
            // FINN keeps to itself how its accelerator is folded.
            content.Finn is null ? content.Network?.Layers.Select(layer => new LayerFolding(layer.Pe, layer.Simd)).ToImmutableArray() : [],
            content.Function?.Name,
            Describe(name, folder, content.BitFile),
            Describe(name, folder, content.HwhFile),
            content.Resources.IsEmpty ? null : content.Resources,
            content.Notes,
            content.Finn);

        ManifestValidator.Validate(manifest, name);
        File.WriteAllBytes(Path.Combine(folder, BitstreamManifest.FileName), ManifestJson.Write(manifest));
        return new BitstreamStore(root).Load(name);
    }

    private static IEnumerable<string> NamesOf(BitstreamContent content, string parameters)
    {
        if (content.Finn is not null)
            return Directory.Exists(parameters) ? Directory.GetFiles(parameters, "*.dat").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal) : [];
        if (content.Network is not { } network)
            return PackageFiles.ParameterNames(content.Function!);
        ParameterFolder.Load(network, parameters);
        return PackageFiles.ParameterNames(network);
    }

    private static ManifestFile? Describe(string package, string folder, string? file)
    {
        if (file is null)
            return null;
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? PackageFiles.Describe(path) : throw new BitstreamPackageException(package, $"there is no file {path}.");
    }
}
