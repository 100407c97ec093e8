using System.Collections.Concurrent;
using Fard.Actors.Content;
using Fard.Programs;

namespace Fard.Actors.Tasks;

/// <summary>
/// The applications of one board, a folder for each content: fetched from the heads once, verified, and kept for later starts of the board, where they are
/// verified again before they are used. A board that starts keeps the last ones only.
/// </summary>
internal sealed class ApplicationFolders : IApplicationFolders
{
    private const int Kept = 16;

    private readonly ContentFetcher _fetcher;
    private readonly string _root;
    private readonly ConcurrentDictionary<ContentHash, Task<string>> _folders = new();

    /// <param name="root">Where they lie; nobody else's.</param>
    public ApplicationFolders(ContentFetcher fetcher, string root)
    {
        (_fetcher, _root) = (fetcher, root);
        if (!Directory.Exists(root)) return;
        // Nothing runs yet that could need them.
        foreach (var old in new DirectoryInfo(root).EnumerateDirectories().OrderByDescending(folder => folder.LastWriteTimeUtc).Where(IsNotContent(Kept))) old.Delete(recursive: true);
    }

    public async Task<string> GetAsync(string content, CancellationToken cancellationToken)
    {
        if (!ContentHash.TryParse(content, out var hash)) throw new ProgramException($"'{content}' is no hash of an application's files.");
        // Whoever comes first fetches for all; it goes on for the others when the first one gives up.
        var getting = _folders.GetOrAdd(hash, wanted => Task.Run(() => BringAsync(wanted), CancellationToken.None));
        try
        {
            return await getting.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (getting.IsFaulted && exception is ContentException or IOException or UnauthorizedAccessException)
        {
            _folders.TryRemove(KeyValuePair.Create(hash, getting));
            throw new ProgramException(exception.Message, exception);
        }
    }

    private async Task<string> BringAsync(ContentHash hash)
    {
        var folder = Path.Combine(_root, hash.ToString());
        if (Directory.Exists(folder))
        {
            if (await IsSoundAsync(folder, hash)) return folder;
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(_root);
        await _fetcher.FetchFolderAsync(hash, folder, ApplicationContents.FolderLimits);
        return folder;
    }

    private static async Task<bool> IsSoundAsync(string folder, ContentHash hash)
    {
        try
        {
            return ContentHash.Of((await ContentListing.OfFolderAsync(folder, limits: ApplicationContents.FolderLimits)).Write()) == hash;
        }
        catch (Exception exception) when (exception is ContentException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Func<DirectoryInfo, int, bool> IsNotContent(int kept) => (folder, index) => index >= kept || !ContentHash.TryParse(folder.Name, out _);
}
