using System.Collections.Immutable;
using Fard.Hardware.Bitstreams.Manifests;

namespace Fard.Hardware.Bitstreams;

/// <summary>One file of a package that is being taken in.</summary>
/// <param name="Content">What the manifest says of it.</param>
/// <param name="Path">Where it has to be written.</param>
public sealed record BitstreamFile(ManifestFile Content, string Path);

/// <summary>A package on its way into a cache; what is not completed is deleted.</summary>
public sealed class BitstreamDownload : IDisposable
{
    private readonly BitstreamCache _cache;

    internal BitstreamDownload(BitstreamCache cache, string name, string manifestHash, string root, ImmutableArray<BitstreamFile> files) =>
        (_cache, Name, ManifestHash, Root, Files) = (cache, name, manifestHash, root, files);

    /// <summary>The package's name.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of its manifest, lower-case hexadecimal.</summary>
    public string ManifestHash { get; }

    /// <summary>The files to write, each in one go or in parts.</summary>
    public ImmutableArray<BitstreamFile> Files { get; }

    internal string Root { get; }

    /// <summary>Verifies every file and puts the package into the cache; others go where there is no room.</summary>
    /// <returns>A store that has the package.</returns>
    /// <exception cref="BitstreamPackageException">A file is missing, or is not what the manifest says.</exception>
    public BitstreamStore Complete() => _cache.TakeIn(this);

    public void Dispose()
    {
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }
}
