using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Fard.Actors.DataPlane;
using Fard.Actors.Messages;
using Fard.Hardware.Accelerators;

namespace Fard.Actors.Jobs;

/// <summary>
/// Moves the chunks of one position: from its input queue through the accelerator to the next position, in order, with as many runs under way
/// as the accelerator takes.
/// </summary>
/// <remarks>
/// <code>
/// upstream ==> receive -> [input queue] -> compute -> [runs in flight] -> forward ==> downstream
///          &lt;-- credit and acknowledgement of what was forwarded                  &lt;-- credit
/// </code>
/// Four tasks run from configuration on: connections open and the input queue fills while other positions still load their bitstreams, but nothing is
/// computed before <see cref="Start"/>. The first failure ends all four.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "RunAsync, which every owner calls once, disposes what is owned when it ends.")]
internal sealed class ChunkPump
{
    private readonly ConfigureJob _job;
    private readonly DataPlaneSettings _settings;
    private readonly Action<long> _progress;
    private readonly ChunkRoute _input;
    private readonly ChunkRoute? _collect;
    private readonly ChunkReceiver _receiver;
    private readonly ChunkPool _outputs;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<IAccelerator> _start = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ChunkSender> _sender = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<AsyncRing<Run>> _runs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DataConnection? _upstream;
    private DataConnection? _downstream;
    private PumpFailure? _failure;

    /// <param name="progress">Gets the count of forwarded chunks after each.</param>
    public ChunkPump(ConfigureJob job, ChunkListener listener, DataPlaneSettings settings, Action<long> progress)
    {
        _job = job;
        _settings = settings;
        _progress = progress;
        _input = listener.Register(new Hello(HelloPurpose.Feed, job.Job, job.Position));
        _collect = job.Downstream is null ? listener.Register(new Hello(HelloPurpose.Collect, job.Job, job.Position + 1)) : null;
        _receiver = new ChunkReceiver(job.Input, settings);
        _outputs = new ChunkPool(job.Output.BytesPerChunk);
    }

    /// <summary>Runs until the last chunk is out, or something failed; null in the first case. Every run has ended then.</summary>
    public async Task<PumpFailure?> RunAsync()
    {
        await Task.WhenAll(
            GuardAsync(ReceiveAsync(), fromUpstream: true),
            GuardAsync(ConnectAsync(), fromUpstream: false),
            GuardAsync(ComputeAsync(), fromUpstream: true),
            GuardAsync(ForwardAsync(), fromUpstream: false, isReader: false));
        await AwaitRunsAsync();
        await CloseAsync();
        _receiver.Dispose();
        _outputs.Dispose();
        _stopping.Dispose();
        return _failure;
    }

    /// <summary>Every position is ready: begin to compute.</summary>
    public void Start(IAccelerator accelerator) => _start.TrySetResult(accelerator);

    /// <summary>Ends the pump; both neighbours are told <paramref name="failure"/>'s reason.</summary>
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

        _receiver.Fail(reason);
        if (_runs.Task.IsCompletedSuccessfully) _runs.Task.Result.Fail(reason);
    }

    private (string Name, bool IsClient) Upstream => _job.Position == 0 ? ("the client", true) : ($"position {_job.Position - 1}", false);

    private (string Name, bool IsClient) Downstream => _job.Downstream is null ? ("the client", true) : ($"position {_job.Position + 1}", false);

    private async Task ReceiveAsync()
    {
        _upstream = await _input.Connection.WaitAsync(_stopping.Token);
        await _receiver.RunAsync(_upstream, _stopping.Token);
    }

    private async Task ConnectAsync()
    {
        _downstream = _job.Downstream is { } endpoint
            ? await ChunkDialer.DialAsync(endpoint, new Hello(HelloPurpose.Feed, _job.Job, _job.Position + 1), _settings, _stopping.Token)
            : await _collect!.Connection.WaitAsync(_stopping.Token);
        var sender = new ChunkSender(_downstream, _job.Output);
        _sender.SetResult(sender);
        await sender.RunAsync(_stopping.Token);
    }

    private async Task ComputeAsync()
    {
        var accelerator = await _start.Task.WaitAsync(_stopping.Token);
        var runs = new AsyncRing<Run>(Math.Max(1, accelerator.MaxRunsInFlight));
        _runs.SetResult(runs);
        while (await _receiver.ReadAsync() is { } chunk)
        {
            await runs.WaitForRoomAsync();
            _stopping.Token.ThrowIfCancellationRequested();
            var output = _outputs.Rent(chunk.Sequence, chunk.ImageCount, chunk.ImageCount * _job.Description.OutputBytesPerImage);
            runs.Enqueue(new Run(chunk, output, accelerator.RunAsync(chunk.Payload, output.Payload, chunk.ImageCount, _stopping.Token)));
        }

        runs.Complete();
    }

    private async Task ForwardAsync()
    {
        var runs = await _runs.Task.WaitAsync(_stopping.Token);
        var sender = await _sender.Task.WaitAsync(_stopping.Token);
        while (await runs.WaitForItemAsync()) await ForwardAsync(runs, sender);
        await sender.EndAsync(_stopping.Token);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask ForwardAsync(AsyncRing<Run> runs, ChunkSender sender)
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

        await sender.SendAsync(run.Output.Sequence, run.Output.Payload, run.Output.ImageCount, _stopping.Token);
        var forwarded = run.Output.Sequence + 1;
        _outputs.Return(run.Output);
        await _receiver.AcknowledgeAsync(run.Input, _stopping.Token);
        _progress(forwarded);
    }

    private async Task GuardAsync(Task part, bool fromUpstream, bool isReader = true)
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
            Stop(Classify(exception, fromUpstream ? _upstream : _downstream, fromUpstream ? Upstream : Downstream));
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

    private PumpFailure Classify(DataPlaneException exception, DataConnection? connection, (string Name, bool IsClient) peer)
    {
        if (exception.ReportedByPeer && exception.Error == DataPlaneError.JobFailed)
            return new PumpFailure(JobFailure.Cancelled, exception.Message, Secondary: !peer.IsClient);
        if (!exception.IsConnectionLoss)
        {
            var reason = $"Position {_job.Position}, data connection with {peer.Name}: {exception.Message}";
            return new PumpFailure(JobFailure.DataPlane, reason) { Protocol = exception.ReportedByPeer ? null : (connection, exception.Error) };
        }

        return peer.IsClient
            ? new PumpFailure(JobFailure.Cancelled, $"The client is gone. {exception.Message}")
            : new PumpFailure(JobFailure.BoardLost, $"The board of {peer.Name} is gone. {exception.Message}");
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
                // The job has failed already; this run's buffers are free now, whatever became of it.
                _ = exception;
            }
        }
    }

    private async Task CloseAsync()
    {
        _input.Dispose();
        _collect?.Dispose();
        var connections = new[] { _upstream, _downstream }.OfType<DataConnection>();
        await Task.WhenAll(connections.Select(connection => _failure is { } failure
            ? connection.FailAsync(failure.ErrorFor(connection), failure.Reason).AsTask()
            : connection.DisposeAsync().AsTask()));
    }

    private readonly record struct Run(Chunk Input, Chunk Output, ValueTask Task);
}
