using System.Security.Cryptography;
using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>One content on its way into a file of its own: what has come of it, from whom, and its hash so far.</summary>
internal sealed class ContentFetch : IDisposable
{
    private readonly FileStream _file;
    private readonly long _maxLength;
    private readonly HashSet<DataEndpoint> _givers = [];
    private IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ContentFetch(ContentHash hash, long maxLength, string path)
    {
        (Hash, _maxLength, Path) = (hash, maxLength, path);
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    }

    public ContentHash Hash { get; }

    public string Path { get; }

    /// <summary>Bytes that have come.</summary>
    public long Offset { get; private set; }

    /// <summary>Who gave them.</summary>
    public IReadOnlyCollection<DataEndpoint> Givers => _givers;

    /// <summary>Checks the length that a giver announces.</summary>
    /// <exception cref="ContentException">It is more than is accepted.</exception>
    public void Begin(long length)
    {
        if (length > _maxLength)
            throw new ContentException(ContentError.TooLarge, $"Content {Hash} has {length} bytes; at most {_maxLength} are accepted.");
    }

    /// <summary>Writes the next bytes.</summary>
    public async ValueTask TakeAsync(DataEndpoint giver, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _givers.Add(giver);
        await _file.WriteAsync(bytes, cancellationToken);
        _sha.AppendData(bytes.Span);
        Offset += bytes.Length;
    }

    /// <summary>Whether what has come is the content.</summary>
    public bool IsSound() => ContentHash.Read(_sha.GetCurrentHash()) == Hash;

    /// <summary>Forgets what has come.</summary>
    public void Restart()
    {
        _sha.Dispose();
        _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _file.SetLength(0);
        Offset = 0;
        _givers.Clear();
    }

    /// <summary>Closes the file, which is the content from now on.</summary>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken);
        await _file.DisposeAsync();
    }

    public void Dispose()
    {
        _file.Dispose();
        _sha.Dispose();
    }
}
