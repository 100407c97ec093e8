using System.Security.Cryptography;
using Fard.Hardware.Bitstreams.Manifests;
using Fard.Hardware.Functions;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>Finds, measures and hashes the files that a manifest names, and keeps them below the store's root.</summary>
internal static class PackageFiles
{
    /// <summary>Largest length of one file in bytes.</summary>
    public const long MaxFileBytes = 64L << 20;

    /// <summary>The files that the importer reads for a network in its folding.</summary>
    public static IEnumerable<string> ParameterNames(NetworkDescription network)
    {
        for (var layer = 0; layer < network.Layers.Length; layer++)
        {
            for (var pe = 0; pe < network.Layers[layer].Pe; pe++)
            {
                yield return $"{layer}-{pe}-weights.bin";
                if (network.Layers[layer].ThresholdsPerRow > 0)
                    yield return $"{layer}-{pe}-thres.bin";
            }
        }

        yield return "classes.txt";
    }

    /// <summary>The files with a function's parameters.</summary>
    public static IEnumerable<string> ParameterNames(KernelFunction function) => function.Parameters.Select(parameter => parameter.File);

    /// <summary>The absolute path of a folder that a manifest names.</summary>
    /// <exception cref="BitstreamPackageException">The path is absolute, or leads out of the root.</exception>
    public static string ResolveFolder(string package, string root, string packageFolder, string relative)
    {
        if (relative.Length == 0 || relative.Contains('\\') || relative.Contains('\0') || Path.IsPathRooted(relative))
            throw new BitstreamPackageException(package, $"its folder '{relative}' is no relative path with '/'.");

        var full = Path.GetFullPath(Path.Combine(packageFolder, relative));
        if (!full.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BitstreamPackageException(package, $"its folder '{relative}' leads out of {root}. Keep parameters below the same root as the package.");
        return full;
    }

    /// <summary>Measures and hashes a file for a manifest.</summary>
    public static ManifestFile Describe(string path)
    {
        using var file = File.OpenRead(path);
        return new ManifestFile(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>Checks a file against what the manifest says of it.</summary>
    /// <exception cref="BitstreamPackageException">It is missing, or has another length or another content.</exception>
    public static void Verify(string package, string folder, ManifestFile expected)
    {
        PlainName(package, expected);
        if (expected.Length is < 0 or > MaxFileBytes)
            throw new BitstreamPackageException(package, $"{expected.Name} has {expected.Length} bytes in the manifest; accepted are 0 to {MaxFileBytes}.");

        var path = Path.Combine(folder, expected.Name);
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length != expected.Length)
                throw new BitstreamPackageException(package, $"{path} has {file.Length} bytes where the manifest says {expected.Length}. {Remedy}");
            var hash = Convert.ToHexStringLower(SHA256.HashData(file));
            if (!string.Equals(hash, expected.Sha256, StringComparison.Ordinal))
                throw new BitstreamPackageException(package, $"{path} has the SHA-256 {hash} where the manifest says {expected.Sha256}. {Remedy}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BitstreamPackageException(package, $"{path} is named by the manifest and cannot be read: {failure.Message} {Remedy}", failure);
        }
    }

    /// <summary>The name of a file that a manifest lists, which leads nowhere else.</summary>
    /// <exception cref="BitstreamPackageException">It is a path, or has characters that names of files do not have.</exception>
    public static string PlainName(string package, ManifestFile file) =>
        IsPlainName(file.Name) ? file.Name : throw new BitstreamPackageException(package, $"'{file.Name}' is no plain file name.");

    private const string Remedy = "Copy the package again, or pack it anew if the change is meant.";

    private static bool IsPlainName(string name) =>
        name.Length is > 0 and <= 128 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
