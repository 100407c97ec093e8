using System.Text;
using Fard.Actors.Applications;
using Fard.Actors.Applications.Packages;
using Fard.Actors.Content;
using Fard.Networks.Description;

namespace Fard.Actors.Tasks;

/// <summary>Applications as contents: what heads keep and boards fetch. A head takes one only if its file can be read and names programs that are there.</summary>
/// <param name="findNetwork">Finds the networks of pipelines by name.</param>
public sealed class ApplicationContents(Func<string, NetworkDescription?> findNetwork) : IContentKind
{
    /// <summary>The kind in messages.</summary>
    public const string KindName = "application";

    /// <summary>How much an application's folder may hold.</summary>
    public static ContentLimits FolderLimits { get; } = new() { MaxFiles = 4096, MaxFileBytes = 128L << 20, MaxTotalBytes = 256L << 20 };

    public string Kind => KindName;

    public ContentLimits Limits => FolderLimits;

    public async Task AdmitAsync(ContentHash hash, ContentListing listing, IContentSource files)
    {
        ArgumentNullException.ThrowIfNull(listing);
        ArgumentNullException.ThrowIfNull(files);
        ContentEntry[] described = [.. listing.Files.Where(file => file.Path is ManifestReader.YamlFile or ManifestReader.HoconFile)];
        if (described.Length != 1) throw Bad($"has {described.Length} of {ManifestReader.YamlFile} and {ManifestReader.HoconFile}; it needs one of them.");
        if (described[0].Length > ManifestReader.MaxBytes) throw Bad($"has a {described[0].Path} of {described[0].Length} bytes; at most {ManifestReader.MaxBytes} are allowed.");
        await using var stream = files.TryOpen(described[0].Hash) ?? throw Bad($"lists a {described[0].Path} that is not here.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        ApplicationManifest manifest;
        try
        {
            manifest = ManifestReader.Read(described[0].Path, await reader.ReadToEndAsync(), findNetwork);
        }
        catch (ApplicationPackageException exception)
        {
            throw new ContentException(ContentError.BadListing, exception.Message, exception);
        }

        if (manifest.Programs.FirstOrDefault(program => listing.Files.All(file => file.Path != program.Path)) is { } missing) throw Bad($"has no {missing.Path}, which {described[0].Path} names.");
    }

    public void Dropped(ContentHash hash)
    {
    }

    private static ContentException Bad(string what) => new(ContentError.BadListing, $"The application {what}");
}
