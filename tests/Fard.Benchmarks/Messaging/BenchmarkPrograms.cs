using System.Buffers.Binary;
using System.Collections.Concurrent;
using Fard.Programs;

namespace Fard.Benchmarks.Messaging;

/// <summary>Runs the programs of the benchmark in this process, as C# tasks are run.</summary>
internal sealed class BenchmarkPrograms : IProgramRuntime
{
    public const string MainFile = "main.benchmark";

    /// <summary>The running sender.</summary>
    public TaskCompletionSource<SenderTask> Sender { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => "benchmark";

    public bool Runs(string mainFile) => mainFile.EndsWith(".benchmark", StringComparison.Ordinal);

    public ITaskProgram CreateTask(ProgramSource source) => source.Name == "sender" ? new SenderTask(Sender) : new EchoTask();

    public IJobProgram CreateJob(ProgramSource source) => throw new ProgramException("The benchmark has no jobs.");

    /// <summary>Sends everything back.</summary>
    private sealed class EchoTask : ITaskProgram
    {
        private ITaskContext? _context;

        public Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
        {
            _context = context;
            ready();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
        }

        public ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken) => received.Name == SenderTask.Message
            ? _context!.FireAsync(SenderTask.Echo, received.Payload, peer: received.Sender, cancellationToken: cancellationToken)
            : ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Sends numbered messages and notes when their echoes come back.</summary>
internal sealed class SenderTask(TaskCompletionSource<SenderTask> running) : ITaskProgram
{
    public const string Message = "message";
    public const string Echo = "echo";

    private readonly ConcurrentQueue<(long Number, long At)> _echoes = new();
    private ITaskContext? _context;
    private long _heard;

    public ITaskContext Context => _context ?? throw new InvalidOperationException("The sender does not run yet.");

    /// <summary>Echoes so far.</summary>
    public long Heard => Interlocked.Read(ref _heard);

    public async Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
    {
        _context = context;
        ready();
        running.TrySetResult(this);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
    }

    public ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        if (received.Name != Echo) return ValueTask.CompletedTask;
        _echoes.Enqueue((BinaryPrimitives.ReadInt64LittleEndian(received.Payload.Bytes.Span), System.Diagnostics.Stopwatch.GetTimestamp()));
        Interlocked.Increment(ref _heard);
        return ValueTask.CompletedTask;
    }

    /// <summary>The echoes since the last call: the message's number, and when it came back.</summary>
    public List<(long Number, long At)> TakeEchoes()
    {
        var taken = new List<(long, long)>();
        while (_echoes.TryDequeue(out var echo)) taken.Add(echo);
        return taken;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
