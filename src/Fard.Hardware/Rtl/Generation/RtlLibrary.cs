using System.Collections.Immutable;

namespace Fard.Hardware.Rtl.Generation;

/// <summary>The fixed Verilog modules that generated ones are made of, and the harness of their simulation; this assembly carries them.</summary>
public static class RtlLibrary
{
    private const string Prefix = "rtl/";

    /// <summary>The Verilog modules, one a file, sorted by name.</summary>
    public static ImmutableArray<RtlFile> Modules { get; } = Read(".v");

    /// <summary>What stands around a kernel in simulation, in C++.</summary>
    public static RtlFile Harness { get; } = Read(".cpp").Single();

    private static ImmutableArray<RtlFile> Read(string extension) =>
    [
        .. typeof(RtlLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new RtlFile(name[Prefix.Length..], Text(name))),
    ];

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(RtlLibrary).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
