namespace Fard.Cli.Installation;

/// <summary>Files that are installed beside the program.</summary>
internal static class InstalledFiles
{
    public static string Bitstreams { get; } = Path.Combine(AppContext.BaseDirectory, "bitstreams");

    public static string Configurations { get; } = Path.Combine(AppContext.BaseDirectory, "hocon");

    public static string SampleImages { get; } = Path.Combine(AppContext.BaseDirectory, "samples", "cifar10");
}
