namespace Fard.Networks.Tests.SharedData;

/// <summary>Finds <c>shared/data</c> beside the repository or beside one of its parent folders.</summary>
public static class SharedFiles
{
    public static string? Root { get; } = FindRoot();

    public static string Golden(string name) => Path.Combine(Root!, "golden", name);

    /// <summary>The folder of a trained set such as <c>cifar10/cnvW2A2</c>.</summary>
    public static string Parameters(string set) => Path.Combine(Root!, "bnn-pynq", "params", set);

    public static string Image(string name) => Path.Combine(Root!, "bnn-pynq", "images", name);

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
                return data;
        }

        return null;
    }
}
