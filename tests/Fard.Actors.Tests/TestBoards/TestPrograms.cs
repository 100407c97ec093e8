using System.Collections.Concurrent;
using Fard.Actors.Tasks;
using Fard.Programs;

namespace Fard.Actors.Tests.TestBoards;

/// <summary>A runtime of programs that specs steer, and the store that gives every application the same folder.</summary>
internal sealed class TestPrograms : IProgramRuntime, IApplicationFolders
{
    private readonly ConcurrentDictionary<(string Application, string Peer), TestTask> _tasks = new();
    private TaskCompletionSource _foldersOpen = Opened();

    public string Name => "test";

    /// <summary>What programs of a task do besides recording events: by the task's name.</summary>
    public ConcurrentDictionary<string, Func<TestTask, CancellationToken, Task>> Behaviours { get; } = new();

    /// <summary>Programs that were started so far.</summary>
    public int Started => _started;

    private int _started;

    /// <summary>The last program of each replica that was started.</summary>
    public IReadOnlyCollection<TestTask> All => [.. _tasks.Values];

    public TestTask this[string application, string peer] => _tasks[(application, peer)];

    public TestTask? Find(string application, string peer) => _tasks.GetValueOrDefault((application, peer));

    public bool Runs(string mainFile) => mainFile.EndsWith(".test", StringComparison.Ordinal);

    public ITaskProgram CreateTask(ProgramSource source)
    {
        Interlocked.Increment(ref _started);
        return _tasks[(source.ApplicationId, source.PeerId)] = new TestTask(source, Behaviours.GetValueOrDefault(source.Name));
    }

    public IJobProgram CreateJob(ProgramSource source) => new DoublingJob();

    /// <summary>No board gets the files of an application until <see cref="ReleaseFolders"/>.</summary>
    public void HoldFolders() => _foldersOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseFolders() => _foldersOpen.TrySetResult();

    public async Task<string> GetAsync(string content, CancellationToken cancellationToken)
    {
        await _foldersOpen.Task.WaitAsync(cancellationToken);
        return AppContext.BaseDirectory;
    }

    /// <summary>What a board with these programs offers.</summary>
    public TaskBoard Board(int cpuMilli = 1000) => new() { CpuMilli = cpuMilli, MemoryBytes = 1 << 20, Runtimes = [this], Folders = this, Settings = Settings };

    /// <summary>Settings for specs: quick where nothing depends on it.</summary>
    public static TaskSettings Settings { get; } = new()
    {
        HeartbeatInterval = TimeSpan.FromMilliseconds(100),
        HeartbeatPause = TimeSpan.FromSeconds(60),
        Retry = TimeSpan.FromMilliseconds(100),
        RestartBackoff = TimeSpan.FromMilliseconds(50),
        RestartBackoffMax = TimeSpan.FromMilliseconds(200),
        StopGrace = TimeSpan.FromSeconds(1),
        ForceGrace = TimeSpan.FromMilliseconds(500),
        EventAsk = TimeSpan.FromMilliseconds(200),
    };

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}

/// <summary>A task that records its events, and can be told to crash or to hang.</summary>
internal sealed class TestTask(ProgramSource source, Func<TestTask, CancellationToken, Task>? behaviour) : ITaskProgram, IKeyedProgram
{
    private readonly ConcurrentQueue<TaskEvent> _events = new();
    private readonly ConcurrentQueue<(string Key, string Before)> _keyed = new();
    private readonly TaskCompletionSource _crash = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _open = Opened();

    public ProgramSource Source { get; } = source;

    public ITaskContext Context { get; private set; } = null!;

    public bool IsReady { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Events that were handled, without the runtime's own.</summary>
    public TaskEvent[] Events => [.. _events.Where(fired => !fired.Name.StartsWith(EventNames.Reserved, StringComparison.Ordinal))];

    /// <summary>The runtime's own events.</summary>
    public TaskEvent[] PeerEvents => [.. _events.Where(fired => fired.Name.StartsWith(EventNames.Reserved, StringComparison.Ordinal))];

    /// <summary>Texts of the events, in the order in which they were handled.</summary>
    public string[] Texts => [.. Events.Select(fired => System.Text.Encoding.UTF8.GetString(fired.Payload.Bytes.Span))];


    public void Crash(string reason) => _crash.TrySetException(new ProgramException(reason));

    /// <summary>Its program ends by itself.</summary>
    public void End() => _crash.TrySetResult();

    /// <summary>Handles no event until <see cref="Release"/>.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _open.TrySetResult();

    public ValueTask FireAsync(string text, string? task = null, string? peer = null) =>
        Context.FireAsync("said", new EventPayload(IsJson: false, System.Text.Encoding.UTF8.GetBytes(text)), task, peer);

    public async Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
    {
        Context = context;
        if (behaviour is not null) await behaviour(this, stopping);
        IsReady = true;
        ready();
        await _crash.Task.WaitAsync(stopping);
    }

    public async ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        await _open.Task.WaitAsync(cancellationToken);
        _events.Enqueue(received);
    }

    /// <summary>Events with a key that were handled, each with the key's state before.</summary>
    public (string Key, string Before)[] Keyed => [.. _keyed];

    /// <summary>The state of a key is the texts of its events.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> HandleKeyedAsync(TaskEvent received, string key, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        await _open.Task.WaitAsync(cancellationToken);
        var (before, text) = (System.Text.Encoding.UTF8.GetString(state.Span), System.Text.Encoding.UTF8.GetString(received.Payload.Bytes.Span));
        if (text == "bad") throw new ProgramException("bad is not taken");
        _keyed.Enqueue((key, before));
        return System.Text.Encoding.UTF8.GetBytes($"{before}{text};");
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}

/// <summary>A job that puts out every byte twice as large.</summary>
internal sealed class DoublingJob : IJobProgram
{
    public Task StartAsync(JobContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        for (var index = 0; index < input.Length; index++) output.Span[index] = (byte)(2 * input.Span[index]);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
