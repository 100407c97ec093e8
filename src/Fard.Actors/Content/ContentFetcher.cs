using Fard.Actors.DataPlane;

namespace Fard.Actors.Content;

/// <summary>
/// Fetches contents from heads, one head after the other until one has it. What a lost connection has brought is kept, and the next head goes on from there.
/// Nothing is visible before its hash is verified. Safe for several threads: fetches of one content at the same time are one.
/// </summary>
/// <param name="workFolder">Where unfinished contents lie; on the file system of their destinations, or they are copied.</param>
public sealed class ContentFetcher(IContentHeads heads, string workFolder, DataPlaneSettings dataPlane, ContentSettings settings, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ContentHash Hash, long MaxLength), SharedFetch> _underWay = [];
    private ContentConnection? _idle;

    /// <summary>Fetches a content into a file.</summary>
    /// <param name="maxLength">A longer one is refused before a byte of it is taken.</param>
    /// <param name="destination">The file; one that is there is replaced.</param>
    /// <exception cref="ContentException">No head has it, what they have is damaged or too long, or there is no head.</exception>
    public async Task FetchAsync(ContentHash hash, long maxLength, string destination, CancellationToken cancellationToken = default)
    {
        await using var shared = Join(hash, maxLength);
        await shared.Task.WaitAsync(cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(destination))!);
        shared.Give(destination);
    }

    /// <summary>Fetches a small content into memory.</summary>
    /// <exception cref="ContentException">As for a file.</exception>
    public async Task<byte[]> FetchBytesAsync(ContentHash hash, int maxLength, CancellationToken cancellationToken = default)
    {
        await using var shared = Join(hash, maxLength);
        await shared.Task.WaitAsync(cancellationToken);
        return await File.ReadAllBytesAsync(shared.Path, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _idle, null) is { } idle) await idle.DisposeAsync();
    }

    private SharedFetch Join(ContentHash hash, long maxLength)
    {
        lock (_gate)
        {
            if (_underWay.TryGetValue((hash, maxLength), out var known) && known.TryJoin()) return known;
            Directory.CreateDirectory(workFolder);
            var shared = new SharedFetch(Path.Combine(workFolder, $"{hash}-{Guid.NewGuid():N}.part"));
            _underWay[(hash, maxLength)] = shared;
            shared.Start(cancel => RunAsync(shared, hash, maxLength, cancel));
            return shared;
        }
    }

    private async Task RunAsync(SharedFetch shared, ContentHash hash, long maxLength, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            using var fetch = new ContentFetch(hash, maxLength, shared.Path);
            await FetchAsync(fetch, cancellationToken);
            await fetch.CloseAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                if (_underWay.GetValueOrDefault((hash, maxLength)) == shared) _underWay.Remove((hash, maxLength));
            }
        }
    }

    private async Task FetchAsync(ContentFetch fetch, CancellationToken cancellationToken)
    {
        var failures = new ContentFailures(fetch.Hash);
        // A package has hundreds of small files: the connection of the last fetch saves asking for heads and dialling.
        if (Interlocked.Exchange(ref _idle, null) is { } idle && await TryAsync(idle, fetch, failures, cancellationToken)) return;
        failures.Clear();
        for (var round = 0; round < settings.Rounds; round++)
        {
            if (round > 0) await Task.Delay(settings.RoundDelay, time, cancellationToken);
            foreach (var head in await heads.FindAsync(cancellationToken))
            {
                if (!failures.IsDamaged(head) && await TryAsync(head, fetch, failures, cancellationToken)) return;
            }
        }

        throw failures.ToException();
    }

    private async Task<bool> TryAsync(DataEndpoint head, ContentFetch fetch, ContentFailures failures, CancellationToken cancellationToken)
    {
        while (true)
        {
            ContentConnection connection;
            try
            {
                connection = await ContentConnection.DialAsync(head, dataPlane, settings, time, cancellationToken);
            }
            catch (DataPlaneException exception)
            {
                failures.Add(head, ContentError.NoHead, exception.Message);
                return false;
            }

            var resumed = fetch.Offset > 0;
            if (await TryAsync(connection, fetch, failures, cancellationToken)) return true;
            // What came from several heads does not say which of them is damaged: this one is asked for the whole.
            if (!resumed || fetch.Offset > 0) return false;
        }
    }

    private async Task<bool> TryAsync(ContentConnection connection, ContentFetch fetch, ContentFailures failures, CancellationToken cancellationToken)
    {
        var head = connection.Endpoint;
        var keep = false;
        try
        {
            if (!await connection.GetAsync(fetch.Hash, fetch.Offset, fetch.Begin, bytes => fetch.TakeAsync(head, bytes, cancellationToken), cancellationToken))
            {
                keep = true;
                failures.Add(head, ContentError.Unknown, "it does not have it");
                return false;
            }

            keep = true;
            if (fetch.IsSound()) return true;
            failures.AddDamaged(head, fetch.Givers);
            fetch.Restart();
            return false;
        }
        catch (ContentException refused)
        {
            failures.AddDamaged(head, [head], refused);
            fetch.Restart();
            return false;
        }
        catch (DataPlaneException exception)
        {
            // A head that refuses to go on from here has another length: what came before may be the damaged part.
            if (exception.Error == DataPlaneError.ContentRefused) fetch.Restart();
            failures.Add(head, fetch.Offset > 0 ? ContentError.WrongLength : ContentError.NoHead, exception.Message);
            return false;
        }
        finally
        {
            if (!keep || Interlocked.CompareExchange(ref _idle, connection, null) is not null) await connection.DisposeAsync();
        }
    }
}
