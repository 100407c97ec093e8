using System.Collections.Immutable;

namespace Fard.Actors.Content;

/// <summary>What a listing may say: every path is that of a file below the folder, once, and there is not too much of it.</summary>
internal static class ContentListingRules
{
    private const int MaxPath = 512;
    private const int MaxName = 200;
    private const int MaxDepth = 16;

    /// <param name="files">The files, ordered by path.</param>
    /// <exception cref="ContentException">A rule is broken; it says which.</exception>
    public static void Check(ImmutableArray<ContentEntry> files, ContentLimits limits)
    {
        if (files.Length > limits.MaxFiles) throw Bad($"lists {files.Length} files; at most {limits.MaxFiles} are accepted");
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var file in files)
        {
            CheckPath(file.Path);
            if (file.Length < 0 || file.Length > limits.MaxFileBytes) throw Bad($"gives '{file.Path}' {file.Length} bytes; accepted are 0 to {limits.MaxFileBytes}");
            total += file.Length;
            if (total > limits.MaxTotalBytes) throw Bad($"lists more than {limits.MaxTotalBytes} bytes in all");
            for (var slash = file.Path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = file.Path.IndexOf('/', slash + 1)) folders.Add(file.Path[..slash]);
        }

        for (var index = 0; index < files.Length; index++)
        {
            if (index > 0 && files[index].Path == files[index - 1].Path) throw Bad($"has '{files[index].Path}' twice");
            if (folders.Contains(files[index].Path)) throw Bad($"has '{files[index].Path}' as a file and as a folder");
        }
    }

    private static void CheckPath(string path)
    {
        if (path.Length is 0 or > MaxPath) throw Bad($"has a path of {path.Length} characters; expected 1 to {MaxPath}");
        var names = path.Split('/');
        if (names.Length > MaxDepth) throw Bad($"has a path of {names.Length} levels ('{path}'); at most {MaxDepth} are accepted");
        foreach (var name in names)
        {
            if (name.Length is 0 or > MaxName || name is "." or ".." || name.Any(letter => char.IsControl(letter) || letter is '\\' or ':'))
                throw Bad($"has the path '{path}', which is no plain path of a file below its folder (parts joined by '/', none of them '.' or '..', no '\\', ':' or control characters)");
        }
    }

    private static ContentException Bad(string what) => new(ContentError.BadListing, $"A listing {what}.");
}
