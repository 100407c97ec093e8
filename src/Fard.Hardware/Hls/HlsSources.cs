using System.Collections.Immutable;

namespace Fard.Hardware.Hls;

/// <summary>The C++ sources of the HLS kernels (the repository's <c>hls/</c>), which this assembly carries.</summary>
public static class HlsSources
{
    private const string Prefix = "hls/";

    /// <summary>Paths with <c>/</c> from <c>hls/</c>, such as <c>kernels/top.cpp</c>; sorted.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. typeof(HlsSources).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..].Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The content of one source.</summary>
    public static byte[] Read(string name)
    {
        using var resource = typeof(HlsSources).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no HLS source '{name}'.", nameof(name));
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        return content;
    }

    /// <summary>Writes all sources below a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var name in Names)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Read(name));
        }
    }
}
