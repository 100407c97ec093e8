using System.Buffers;
using System.Security.Cryptography;

namespace Fard.Actors.Content;

/// <summary>A content on its way into a store; what is not completed leaves nothing behind.</summary>
public sealed class ContentWrite : IDisposable
{
    private const int CopyBuffer = 64 * 1024;

    private readonly ContentStore _store;
    private readonly string _path;
    private readonly long _length;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _ended;

    internal ContentWrite(ContentStore store, string path, long length)
    {
        (_store, _path, _length) = (store, path, length);
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
    }

    /// <summary>Bytes that were written so far.</summary>
    public long Written { get; private set; }

    /// <summary>Writes the next bytes.</summary>
    /// <exception cref="ContentException">There are more than was said.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        if (Written + bytes.Length > _length)
            throw new ContentException(ContentError.WrongLength, $"A content of {_length} bytes was announced, and more than these came.");
        await _file.WriteAsync(bytes, cancellationToken);
        _hash.AppendData(bytes.Span);
        Written += bytes.Length;
    }

    /// <summary>Writes all that <paramref name="source"/> has.</summary>
    /// <exception cref="ContentException">There is more than was said.</exception>
    public async Task CopyAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var count) await WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Puts the content into the store, whatever its hash.</summary>
    /// <exception cref="ContentException">It is shorter than was said.</exception>
    public Task<ContentHash> CompleteAsync(CancellationToken cancellationToken = default) => CompleteAsync(null, cancellationToken);

    /// <summary>Puts the content into the store.</summary>
    /// <param name="expected">The hash that it must have; null: any.</param>
    /// <exception cref="ContentException">It is shorter than was said, or has another hash.</exception>
    public async Task<ContentHash> CompleteAsync(ContentHash? expected, CancellationToken cancellationToken = default)
    {
        if (Written != _length)
            throw new ContentException(ContentError.WrongLength, $"A content of {_length} bytes was announced, and only {Written} came.");
        var hash = ContentHash.Read(_hash.GetCurrentHash());
        if (expected is { } wanted && wanted != hash)
            throw new ContentException(ContentError.WrongHash, $"Content {wanted} was announced, and what came has the SHA-256 {hash}.");
        await _file.FlushAsync(cancellationToken);
        await _file.DisposeAsync();
        _store.TakeIn(_path, _length, hash);
        _ended = true;
        return hash;
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
        if (_ended) return;
        _ended = true;
        File.Delete(_path);
        _store.Cancelled(_length);
    }
}
