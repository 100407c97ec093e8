using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Jobs;

/// <summary>
/// Moves the chunks of one position in one attempt: from its input queues through the accelerator to the next position, in order, with as many runs under
/// way as the accelerator takes.
/// </summary>
/// <remarks>
/// <code>
/// upstream ==> receive -> [input queue] -> compute -> [runs in flight] -> forward ==> downstream
///          &lt;-- credit and acknowledgement of what was forwarded                  &lt;-- credit
/// </code>
/// There is one upstream and one downstream connection for each replica of the neighbouring positions: inputs are merged and outputs dealt in the order of
/// the chunks' numbers. All tasks run from configuration on: connections open and input queues fill while other positions still load their bitstreams, but
/// nothing is computed before <see cref="Start"/>. The first failure ends all.
/// In the first attempt the stream begins with chunk 0. In a later one the first credit from downstream says where it goes on; it is awaited before
/// upstream gets credit, so that the number travels from the client that collects to the client that feeds.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync, which every owner calls once, disposes what is owned when it ends.")]
internal sealed class ChunkPump
{
    private readonly ConfigureJob _job;
    private readonly DataPlaneSettings _settings;
    private readonly Action<long> _progress;
    private readonly Action _released;
    private readonly PositionCounters _counters;
    private readonly ImmutableArray<PumpInput> _inputs;
    private readonly ImmutableArray<PumpOutput> _outputs;
    private readonly ChunkDeal _upstream;
    private readonly ChunkDeal _downstream;
    private readonly ChunkShare _share;
    private readonly long _chunks;
    private readonly ChunkPool _buffers;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<IAccelerator> _start = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<long> _begin = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AsyncRing<Run>> _runs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unconnected;
    private PumpFailure? _failure;

    /// <param name="progress">Gets the count of forwarded chunks after each.</param>
    /// <param name="released">Called when the last chunk is out: the accelerator is not used any more.</param>
    /// <param name="counters">Counts what the pump does; null: nobody asks.</param>
    public ChunkPump(ConfigureJob job, ChunkListener listener, DataPlaneSettings settings, Action<long> progress, Action released, PositionCounters? counters = null)
    {
        _job = job;
        _settings = settings;
        _progress = progress;
        _released = released;
        _counters = counters ?? new PositionCounters(TimeProvider.System);
        _chunks = job.Input.ChunkCount;
        _upstream = ChunkLink.DealOver(job.Upstream);
        _downstream = ChunkLink.DealOver(job.Downstream);
        _share = ChunkLink.ShareOf(job.Replica, job.Peers);
        var outPurpose = job.Downstream.IsEmpty ? HelloPurpose.Collect : HelloPurpose.Feed;
        _inputs = [.. ChunkLink.Into(job.Replica, job.Peers, job.Upstream, job.Input, HelloPurpose.Feed, job.Attempt)
            .Select(link => new PumpInput(link, listener, settings))];
        _outputs = [.. ChunkLink.OutOf(job.Replica, job.Peers, job.Downstream, job.Output, outPurpose, job.Attempt)
            .Select(link => new PumpOutput(link, listener))];
        _unconnected = _outputs.Length;
        _buffers = new ChunkPool(job.Output.BytesPerChunk);
        var inputs = _inputs;
        _counters.WatchQueues(() => inputs.Sum(input => input.Receiver.Queued));
        if (job.Attempt == 1) _begin.SetResult(0);
    }

    /// <summary>Ends when no run is in flight any more and none follows: the accelerator is free for another pump.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Runs until the last chunk is out, or something failed; null in the first case. Every run has ended then.</summary>
    public async Task<PumpFailure?> RunAsync()
    {
        await Task.WhenAll([
            GuardAsync(ComputeAsync(), null),
            GuardAsync(ForwardAsync(), null, isReader: false),
            .. _inputs.Select(input => GuardAsync(ReceiveAsync(input), input)),
            .. _outputs.Select(output => GuardAsync(ConnectAsync(output), output)),
        ]);
        await AwaitRunsAsync();
        _counters.Stopped();
        _drained.SetResult();
        await CloseAsync();
        foreach (var input in _inputs) input.Dispose();
        _buffers.Dispose();
        _stopping.Dispose();
        return _failure;
    }

    /// <summary>Every position is ready: begin to compute.</summary>
    public void Start(IAccelerator accelerator) => _start.TrySetResult(accelerator);

    /// <summary>Ends the pump; its neighbours are told <paramref name="failure"/>'s reason.</summary>
    public void Stop(PumpFailure failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is not null) return;
        var reason = new DataPlaneException(DataPlaneError.JobFailed, failure.Reason);
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The last chunk went out in this moment.
            return;
        }

        foreach (var input in _inputs) input.Receiver.Fail(reason);
        if (_runs.Task.IsCompletedSuccessfully) _runs.Task.Result.Fail(reason);
    }

    private async Task ReceiveAsync(PumpInput input)
    {
        input.Connection = await AcceptAsync(input.Route, input);
        input.Receiver.StartAt(await _begin.Task.WaitAsync(_stopping.Token));
        await input.Receiver.RunAsync(input.Connection, _stopping.Token);
    }

    private async Task ConnectAsync(PumpOutput output)
    {
        output.Connection = output.Collect is { } collect
            ? await AcceptAsync(collect, output)
            : await ChunkDialer.DialAsync(output.Link.Peer!.Endpoint, output.Link.Hello, _settings, _stopping.Token);
        output.Sender = new ChunkSender(output.Connection, output.Link.Stream, _job.Attempt == 1 ? null : OnBegin);
        if (Interlocked.Decrement(ref _unconnected) == 0) _connected.SetResult();
        await output.Sender.RunAsync(_stopping.Token);
    }

    // Whoever has not come a good while after the start, when the whole pipeline stands, does not come any more.
    private async Task<DataConnection> AcceptAsync(ChunkRoute route, PumpLink link)
    {
        await Task.WhenAny(route.Connection, _start.Task).WaitAsync(_stopping.Token);
        var limit = _settings.HelloTimeout + _settings.ConnectTimeout;
        try
        {
            return await route.Connection.WaitAsync(limit, _stopping.Token);
        }
        catch (TimeoutException)
        {
            throw new DataPlaneException(DataPlaneError.HelloTimeout, $"No data connection came from {link.Name} within {limit.TotalSeconds:0.###} s after the start.");
        }
    }

    private void OnBegin(long sequence)
    {
        if (_begin.TrySetResult(sequence) || _begin.Task.Result == sequence) return;
        throw new DataPlaneException(DataPlaneError.BadHeader, $"A replica goes on with chunk {sequence}, another with chunk {_begin.Task.Result}.");
    }

    private async Task ComputeAsync()
    {
        var accelerator = await _start.Task.WaitAsync(_stopping.Token);
        var first = await _begin.Task.WaitAsync(_stopping.Token);
        _counters.StartsAt(_share.CountBefore(first));
        var runs = new AsyncRing<Run>(Math.Max(1, accelerator.MaxRunsInFlight));
        _runs.SetResult(runs);
        for (var sequence = _share.Next(first); sequence < _chunks; sequence = _share.Next(sequence + 1))
        {
            var receiver = _inputs[_upstream.Turn(sequence)].Receiver;
            var reading = receiver.ReadAsync();
            var waits = !reading.IsCompleted;
            if (waits) _counters.Starving.Begin();
            var read = await reading;
            if (waits) _counters.Starving.End();
            var chunk = read ?? throw new DataPlaneException(DataPlaneError.EarlyEnd, $"The stream into position {_job.Position} ended before chunk {sequence}.");
            await runs.WaitForRoomAsync();
            _stopping.Token.ThrowIfCancellationRequested();
            var output = _buffers.Rent(chunk.Sequence, chunk.ImageCount, chunk.ImageCount * _job.Description.OutputBytesPerImage);
            runs.Enqueue(new Run(receiver, chunk, output, accelerator.RunAsync(chunk.Payload, output.Payload, chunk.ImageCount, _stopping.Token)));
        }

        runs.Complete();
    }

    private async Task ForwardAsync()
    {
        var runs = await _runs.Task.WaitAsync(_stopping.Token);
        await _connected.Task.WaitAsync(_stopping.Token);
        var first = await _begin.Task.WaitAsync(_stopping.Token);
        foreach (var output in _outputs) output.Sender!.StartAt(first);
        while (await runs.WaitForItemAsync()) await ForwardAsync(runs);
        foreach (var output in _outputs) await output.Sender!.EndAsync(_stopping.Token);
        _released();
    }

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    private async ValueTask ForwardAsync(AsyncRing<Run> runs)
    {
        var run = runs.Peek();
        try
        {
            await run.Task;
        }
        finally
        {
            runs.TryDequeue(out _);
        }

        var sequence = run.Output.Sequence;
        if (_share.Next(sequence + 1) >= _chunks) _counters.Computed();
        var sending = _outputs[_downstream.Turn(sequence)].Sender!.SendAsync(sequence, run.Output.Payload, run.Output.ImageCount, _stopping.Token);
        var waits = !sending.IsCompleted;
        if (waits) _counters.Blocking.Begin();
        await sending;
        if (waits) _counters.Blocking.End();
        _buffers.Return(run.Output);
        await run.Receiver.AcknowledgeAsync(run.Input, _stopping.Token);
        _counters.Forwarded(_share.CountBefore(sequence + 1));
        _progress(sequence + 1);
    }

    private async Task GuardAsync(Task part, PumpLink? link, bool isReader = true)
    {
        try
        {
            await part;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Another part failed first, or the position was stopped.
        }
        catch (DataPlaneException exception) when (exception.IsConnectionLoss && !isReader)
        {
            // The side that reads this connection finds the reason in front of the loss, and reports that.
        }
        catch (DataPlaneException exception)
        {
            Stop(Classify(exception, link));
        }
        catch (AcceleratorException exception)
        {
            Stop(new PumpFailure(JobFailure.DeviceFailed, exception.Message));
        }
        catch (Exception exception)
        {
            Stop(new PumpFailure(JobFailure.DeviceFailed, $"Position {_job.Position} ({_job.Description.JobName}) failed: {exception.Message}"));
        }
    }

    private PumpFailure Classify(DataPlaneException exception, PumpLink? link)
    {
        var isClient = link is { IsClient: true };
        if (exception.ReportedByPeer && exception.Error is DataPlaneError.JobFailed or DataPlaneError.StaleAttempt)
            return new PumpFailure(JobFailure.Cancelled, exception.Message, Secondary: !isClient) { Recoverable = true };
        if (exception.Error == DataPlaneError.HelloTimeout && !exception.ReportedByPeer && isClient)
            return new PumpFailure(JobFailure.Cancelled, $"The client is gone. {exception.Message}") { Recoverable = true };
        if (exception.IsConnectionLoss && !isClient)
            return new PumpFailure(JobFailure.BoardLost, $"The board of {link?.Name ?? "a neighbour"} is gone. {exception.Message}") { Recoverable = true };
        return new PumpFailure(JobFailure.DataPlane, $"Position {_job.Position}, data connection with {link?.Name ?? "a neighbour"}: {exception.Message}")
        {
            Protocol = exception.ReportedByPeer || exception.IsConnectionLoss ? null : (link?.Connection, exception.Error),
            Recoverable = true,
        };
    }

    private async Task AwaitRunsAsync()
    {
        if (!_runs.Task.IsCompletedSuccessfully) return;
        var runs = await _runs.Task;
        while (runs.TryDequeue(out var run))
        {
            try
            {
                await run.Task;
            }
            catch (Exception exception) when (_failure is not null)
            {
                // The attempt has failed already; this run's buffers are free now, whatever became of it.
                _ = exception;
            }
        }
    }

    private async Task CloseAsync()
    {
        foreach (var input in _inputs) input.Route.Dispose();
        foreach (var output in _outputs) output.Dispose();
        var connections = _inputs.Select(input => input.Connection).Concat(_outputs.Select(output => output.Connection)).OfType<DataConnection>();
        await Task.WhenAll(connections.Select(connection => _failure is { } failure
            ? connection.FailAsync(failure.ErrorFor(connection), failure.Reason).AsTask()
            : connection.DisposeAsync().AsTask()));
    }

    private readonly record struct Run(ChunkReceiver Receiver, Chunk Input, Chunk Output, ValueTask Task);
}
