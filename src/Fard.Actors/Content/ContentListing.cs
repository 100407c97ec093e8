using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace Fard.Actors.Content;

/// <summary>A folder as data: every file's path, length and SHA-256. It is a content itself, so one hash names the whole folder.</summary>
/// <remarks>The JSON is the same for the same files, in whatever order they were given: <c>{"format":1,"files":[{"path","length","sha256"}]}</c>.</remarks>
public sealed class ContentListing
{
    /// <summary>Largest length of a listing in bytes.</summary>
    public const int MaxBytes = 4 << 20;

    private const int CurrentFormat = 1;

    private ContentListing(ImmutableArray<ContentEntry> files) => Files = files;

    /// <summary>The files, ordered by path.</summary>
    public ImmutableArray<ContentEntry> Files { get; }

    /// <summary>Bytes of all files.</summary>
    public long TotalBytes => Files.Sum(file => file.Length);

    /// <summary>A listing of files.</summary>
    /// <exception cref="ContentException">A path is none of a file below a folder, or stands twice, or there is too much of it.</exception>
    public static ContentListing Of(IEnumerable<ContentEntry> files, ContentLimits? limits = null)
    {
        ImmutableArray<ContentEntry> sorted = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        ContentListingRules.Check(sorted, limits ?? new ContentLimits());
        return new ContentListing(sorted);
    }

    /// <summary>Lists every file below a folder.</summary>
    /// <param name="include">Whether a file, given by its path from the folder with <c>/</c>, belongs to it; null: all do.</param>
    /// <exception cref="ContentException">A link leads somewhere else, or there is too much of it.</exception>
    public static async Task<ContentListing> OfFolderAsync(string folder, Func<string, bool>? include = null, ContentLimits? limits = null, CancellationToken cancellationToken = default)
    {
        limits ??= new ContentLimits();
        var files = new List<ContentEntry>();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (include?.Invoke(path) == false) continue;
            if (file.LinkTarget is not null) throw new ContentException(ContentError.BadListing, $"{file.FullName} is a link; put the file itself there.");
            if (files.Count == limits.MaxFiles) throw new ContentException(ContentError.BadListing, $"{folder} has more than {limits.MaxFiles} files.");
            await using var content = file.OpenRead();
            files.Add(new ContentEntry(path, content.Length, ContentHash.Read(await SHA256.HashDataAsync(content, cancellationToken))));
        }

        return Of(files, limits);
    }

    /// <summary>Reads a listing that came from elsewhere.</summary>
    /// <exception cref="ContentException">It is damaged, names a path that leads out of its folder, or lists too much.</exception>
    public static ContentListing Read(ReadOnlySpan<byte> json, ContentLimits? limits = null)
    {
        if (json.Length > MaxBytes) throw new ContentException(ContentError.BadListing, $"A listing has {json.Length} bytes; at most {MaxBytes} are accepted.");
        ListingJson read;
        try
        {
            read = JsonSerializer.Deserialize(json, ListingJsonContext.Default.ListingJson) ?? throw new JsonException("It holds null.");
            if (!read.Files.IsDefault && read.Files.Contains(null!)) throw new JsonException("It has null where a file is due.");
        }
        catch (JsonException exception)
        {
            throw new ContentException(ContentError.BadListing, $"A listing cannot be read: {exception.Message}", exception);
        }

        if (read.Format != CurrentFormat || read.Files.IsDefault)
            throw new ContentException(ContentError.BadListing, $"A listing has format {read.Format}; this program reads format {CurrentFormat}.");
        return Of(
            read.Files.Select(file => ContentHash.TryParse(file.Sha256, out var hash)
                ? new ContentEntry(file.Path, file.Length, hash)
                : throw new ContentException(ContentError.BadListing, $"A listing gives '{file.Path}' the SHA-256 '{file.Sha256}'; expected 64 lower-case hexadecimal digits.")),
            limits);
    }

    /// <summary>The listing as it is stored and sent.</summary>
    public byte[] Write() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new ListingJson(CurrentFormat, [.. Files.Select(file => new EntryJson(file.Path, file.Length, file.Hash.ToString()))]), ListingJsonContext.Default.ListingJson);
}

/// <summary>One file of a listing.</summary>
/// <param name="Path">Its path below the folder, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256 of its content.</param>
public sealed record ContentEntry(string Path, long Length, ContentHash Hash);

/// <summary>How much a listing may list.</summary>
public sealed record ContentLimits
{
    public int MaxFiles { get; init; } = 8192;

    /// <summary>Bytes of one file.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Bytes of all files.</summary>
    public long MaxTotalBytes { get; init; } = 1L << 30;
}
