using System.Collections.Immutable;
using System.Security.Cryptography;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>What a manifest says of a package, checked, before any of its files is there.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="ManifestHash">SHA-256 of its manifest, lower-case hexadecimal.</param>
/// <param name="Board">The board that it is for.</param>
/// <param name="Layers">The layers that its kernel computes; null: any range.</param>
/// <param name="Devices">Kinds of device that it can be loaded on.</param>
/// <param name="Files">Every file but the manifest.</param>
public sealed record BitstreamOutline(
    string Name, string ManifestHash, string Board, LayerRange? Layers, ImmutableArray<string> Devices, ImmutableArray<OutlinedFile> Files)
{
    /// <summary>Path of the manifest below the store's root.</summary>
    public string ManifestPath => $"{Name}/{BitstreamManifest.FileName}";

    /// <summary>Reads a manifest that came from elsewhere.</summary>
    /// <param name="name">The package's name.</param>
    /// <param name="manifest">Its manifest's bytes.</param>
    /// <exception cref="BitstreamPackageException">The manifest is damaged, names a file outside the store's root, or one that is too long.</exception>
    public static BitstreamOutline Read(string name, byte[] manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (!BitstreamReference.IsName(name))
            throw new BitstreamPackageException($"'{name}'", "that cannot be a package's name: letters, digits, '.', '-' and '_', at most 64.");
        if (manifest.Length > ManifestJson.MaxBytes)
            throw new BitstreamPackageException(name, $"its manifest has {manifest.Length} bytes, more than the {ManifestJson.MaxBytes} that are accepted.");
        var read = ManifestJson.Read(name, manifest);
        ManifestValidator.Validate(read, name);

        var root = Path.GetFullPath("root");
        var package = Path.Combine(root, name);
        var parameters = PackageFiles.ResolveFolder(name, root, package, read.Parameters.Folder);
        var files = read.Parameters.Files.Select(file => Outlined(parameters, file)).ToList();
        files.AddRange(((ManifestFile?[])[read.Bit, read.Hwh]).OfType<ManifestFile>().Select(file => Outlined(package, file)));
        return new BitstreamOutline(name, Convert.ToHexStringLower(SHA256.HashData(manifest)), read.Board, read.Layers?.Range, read.Devices, [.. files]);

        OutlinedFile Outlined(string folder, ManifestFile file)
        {
            if (file.Length is < 0 or > PackageFiles.MaxFileBytes)
                throw new BitstreamPackageException(name, $"{file.Name} has {file.Length} bytes in the manifest; accepted are 0 to {PackageFiles.MaxFileBytes}.");
            var path = Path.GetRelativePath(root, Path.Combine(folder, PackageFiles.PlainName(name, file)));
            return new OutlinedFile(file, path.Replace(Path.DirectorySeparatorChar, '/'));
        }
    }
}

/// <summary>One file of a package.</summary>
/// <param name="Content">What the manifest says of it.</param>
/// <param name="Path">Its path below the store's root, with <c>/</c>.</param>
public sealed record OutlinedFile(ManifestFile Content, string Path);
