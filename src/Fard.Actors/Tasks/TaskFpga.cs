using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Tasks;

/// <summary>
/// The FPGA that a task holds, as its program sees it: loads and runs go to the accelerator that the board's DeviceActor guards, as long as the task holds it.
/// </summary>
internal sealed class TaskFpga(IAccelerator accelerator) : IAccelerator
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inUse;
    private bool _closed;

    public string Kind => accelerator.Kind;

    public BitstreamPackage? Loaded => accelerator.Loaded;

    public int MaxRunsInFlight => accelerator.MaxRunsInFlight;

    public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) => UseAsync(accelerator.LoadAsync, package, cancellationToken);

    public ValueTask ResetAsync(CancellationToken cancellationToken) => UseAsync((_, token) => accelerator.ResetAsync(token), 0, cancellationToken);

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) =>
        UseAsync((run, token) => accelerator.RunAsync(run.input, run.output, run.imageCount, token), (input, output, imageCount), cancellationToken);

    /// <summary>Lets nobody begin anything more; ends when nothing is under way.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            if (_inUse == 0) _drained.TrySetResult();
        }

        return _drained.Task;
    }

    // The accelerator belongs to the board.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async ValueTask UseAsync<T>(Func<T, CancellationToken, ValueTask> use, T argument, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_closed) throw new AcceleratorException("The task does not hold its FPGA any more.");
            _inUse++;
        }

        try
        {
            await use(argument, cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                if (--_inUse == 0 && _closed) _drained.TrySetResult();
            }
        }
    }
}
