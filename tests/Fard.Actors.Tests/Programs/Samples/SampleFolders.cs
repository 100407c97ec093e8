namespace Fard.Actors.Tests.Programs.Samples;

/// <summary>Where the repository's samples and bitstream packages are.</summary>
internal static class SampleFolders
{
    private static string Root { get; } = Find();

    public static string Bitstreams => Path.Combine(Root, "bitstreams");

    public static string Cifar10 => Of("cifar10");

    public static string Of(string sample) => Path.Combine(Root, "samples", sample);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Fard.Actors.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("There is no Fard.Actors.sln above the tests.");
    }
}
