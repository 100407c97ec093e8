namespace Fard.Actors.Content;

/// <summary>A fetch that several callers wait for, each of which disposes it; cancelled when none is left.</summary>
internal sealed class SharedFetch(string path) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private int _users = 1;

    /// <summary>The file with the content, once <see cref="Task"/> has ended well.</summary>
    public string Path { get; } = path;

    public Task Task { get; private set; } = Task.CompletedTask;

    public void Start(Func<CancellationToken, Task> fetch) => Task = fetch(_cancel.Token);

    /// <summary>One more caller; false: all others have left already.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_users == 0) return false;
            _users++;
            return true;
        }
    }

    /// <summary>Puts the content at its destination, whole.</summary>
    public void Give(string destination)
    {
        lock (_gate)
        {
            if (_users == 1)
            {
                File.Move(Path, destination, overwrite: true);
                return;
            }
        }

        var copy = $"{Path}-{Guid.NewGuid():N}";
        File.Copy(Path, copy);
        File.Move(copy, destination, overwrite: true);
    }

    /// <summary>A caller has what it wants, or has given up.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (--_users > 0) return;
        }

        await _cancel.CancelAsync();
        await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cancel.Dispose();
        File.Delete(Path);
    }
}
