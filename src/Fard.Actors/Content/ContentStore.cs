namespace Fard.Actors.Content;

/// <summary>
/// Contents by their SHA-256 in a folder of this member's own, bounded: when there is no room, what was not used for the longest time goes, unless somebody
/// holds it. A content is in it whole and verified, or not at all. Safe for several threads of one process.
/// </summary>
/// <remarks>The name of a file is its hash: no name or path that came from elsewhere reaches the file system.</remarks>
public sealed class ContentStore : IContentSource
{
    private const string Unfinished = ".part-";

    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<ContentHash, Entry> _entries = [];
    private readonly Dictionary<ContentHash, int> _holds = [];
    private long _bytes;

    /// <param name="folder">Where it lies; made when the first content comes.</param>
    /// <param name="maxBytes">How many bytes all contents may have together.</param>
    public ContentStore(string folder, long maxBytes, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBytes);
        (_folder, _maxBytes, _time) = (Path.GetFullPath(folder), maxBytes, time);
        if (!Directory.Exists(_folder)) return;
        foreach (var file in new DirectoryInfo(_folder).EnumerateFiles())
        {
            if (file.Name.StartsWith(Unfinished, StringComparison.Ordinal)) file.Delete();
            else if (ContentHash.TryParse(file.Name, out var hash)) Add(hash, new Entry(file.Length) { Used = file.LastWriteTimeUtc });
        }
    }

    /// <summary>The most bytes that it holds.</summary>
    public long MaxBytes => _maxBytes;

    /// <summary>Bytes of all contents that are in it.</summary>
    public long Bytes
    {
        get { lock (_gate) return _bytes; }
    }

    /// <summary>Whether the content is here.</summary>
    public bool Contains(ContentHash hash)
    {
        lock (_gate) return _entries.ContainsKey(hash);
    }

    /// <inheritdoc/>
    public Stream? TryOpen(ContentHash hash)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(hash, out var entry)) return null;
            try
            {
                var stream = new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, useAsync: true);
                entry.Used = _time.GetUtcNow();
                return stream;
            }
            catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
            {
                Forget(hash, entry);
                return null;
            }
        }
    }

    /// <summary>Stores bytes.</summary>
    /// <exception cref="ContentException">There is no room.</exception>
    public async Task<ContentHash> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        using var write = Begin(content.Length);
        await write.WriteAsync(content, cancellationToken);
        return await write.CompleteAsync(cancellationToken);
    }

    /// <summary>Stores a copy of a file.</summary>
    /// <exception cref="ContentException">There is no room.</exception>
    public async Task<ContentHash> PutFileAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var file = File.OpenRead(path);
        using var write = Begin(file.Length);
        await write.CopyAsync(file, cancellationToken);
        return await write.CompleteAsync(cancellationToken);
    }

    /// <summary>Begins to take a content in.</summary>
    /// <param name="length">Its length in bytes; there is room for it from now on.</param>
    /// <exception cref="ContentException">It is longer than all that the store may hold, or what is held leaves no room.</exception>
    public ContentWrite Begin(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        lock (_gate) MakeRoom(length);
        try
        {
            Directory.CreateDirectory(_folder);
            return new ContentWrite(this, Path.Combine(_folder, $"{Unfinished}{Guid.NewGuid():N}"), length);
        }
        catch
        {
            Cancelled(length);
            throw;
        }
    }

    /// <summary>Keeps contents in the store until what it gives is disposed, whether they are here already or come later.</summary>
    public IDisposable Hold(params IEnumerable<ContentHash> contents) => new ContentHold(this, [.. contents]);

    internal void AddHold(ContentHash hash)
    {
        lock (_gate) _holds[hash] = _holds.GetValueOrDefault(hash) + 1;
    }

    internal void RemoveHold(ContentHash hash)
    {
        lock (_gate)
        {
            if (_holds[hash] == 1) _holds.Remove(hash);
            else _holds[hash]--;
        }
    }

    internal void TakeIn(string path, long length, ContentHash hash)
    {
        lock (_gate)
        {
            if (_entries.ContainsKey(hash))
            {
                File.Delete(path);
                _bytes -= length;
                return;
            }

            File.Move(path, PathOf(hash), overwrite: true);
            _bytes -= length;
            Add(hash, new Entry(length) { Used = _time.GetUtcNow() });
        }
    }

    internal void Cancelled(long length)
    {
        lock (_gate) _bytes -= length;
    }

    // Room is taken at once, so that two contents on their way do not count on the same.
    private void MakeRoom(long wanted)
    {
        if (wanted > _maxBytes)
            throw new ContentException(ContentError.TooLarge, $"A content of {wanted} bytes is longer than the store may hold ({_maxBytes} bytes, fard.content.max-bytes).");
        if (_bytes + wanted > _maxBytes)
        {
            foreach (var (hash, entry) in _entries.Where(entry => !_holds.ContainsKey(entry.Key)).OrderBy(entry => entry.Value.Used).ToArray())
            {
                if (_bytes + wanted <= _maxBytes) break;
                File.Delete(PathOf(hash));
                Forget(hash, entry);
            }
        }

        if (_bytes + wanted > _maxBytes)
        {
            throw new ContentException(
                ContentError.StoreFull, $"There is no room for {wanted} bytes: {_bytes} of {_maxBytes} are in use (fard.content.max-bytes). Take packages or applications back, or enlarge the store.");
        }

        _bytes += wanted;
    }

    private void Add(ContentHash hash, Entry entry)
    {
        _entries.Add(hash, entry);
        _bytes += entry.Length;
    }

    private void Forget(ContentHash hash, Entry entry)
    {
        _entries.Remove(hash);
        _bytes -= entry.Length;
    }

    private string PathOf(ContentHash hash) => Path.Combine(_folder, hash.ToString());

    private sealed class Entry(long length)
    {
        public long Length { get; } = length;

        public DateTimeOffset Used { get; set; }
    }
}
