using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Kernels;

namespace Fard.Hardware.Accelerators.Driven;

/// <summary>
/// An FPGA, real or simulated, whose kernel is driven through registers and buffers by a <see cref="KernelDriver"/>. It does one thing at a time: a load, or the
/// runs one after the other.
/// </summary>
/// <remarks>Every returned task has to be awaited exactly once.</remarks>
public abstract class DrivenAccelerator : IAccelerator
{
    private readonly Lock _gate = new();
    private readonly Stack<DrivenRun> _idleRuns = new();

    private BitstreamPackage? _loaded;
    private KernelDriver? _driver;
    private TaskCompletionSource? _ended;
    private bool _busy;
    private bool _disposed;

    /// <param name="board">The board that it is, or stands for; packages for other boards are refused.</param>
    protected DrivenAccelerator(BoardDescription board)
    {
        ArgumentNullException.ThrowIfNull(board);
        Board = board;
    }

    public abstract string Kind { get; }

    public BitstreamPackage? Loaded => Volatile.Read(ref _loaded);

    /// <summary>1: a start of the kernel runs to its end.</summary>
    public int MaxRunsInFlight => 1;

    protected BoardDescription Board { get; }

    /// <summary>What errors call it, such as <c>C-simulated pynq-z1</c>.</summary>
    protected abstract string Title { get; }

    /// <summary>Configures the FPGA with the package and loads the parameters.</summary>
    public async ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.Board != Board.Name)
            throw Failed($"package {package.Name} was built for {package.Board}. Choose a package for {Board.Name}.");
        if (!package.Devices.Contains(Kind))
            throw Failed($"package {package.Name} is for {string.Join(", ", package.Devices)} devices only. Pack it for {Kind} devices too, if its files allow that.");

        Begin("load");
        try
        {
            if (_loaded?.ContentHash == package.ContentHash)
                return;
            Unload();
            _driver = await OpenAsync(package, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _loaded, package);
        }
        finally
        {
            Ended();
        }
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        Begin("reset");
        try
        {
            Unload();
        }
        finally
        {
            Ended();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DrivenRun run;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Check(input.Length, output.Length, imageCount);
            run = _idleRuns.TryPop(out var idle) ? idle : new DrivenRun(this);
            run.Start(input, output, imageCount, cancellationToken);
            _busy = true;
        }

        var task = run.Task;
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        return task;
    }

    /// <summary>Waits for what is under way and unloads the kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        Task ended;
        lock (_gate)
        {
            _disposed = true;
            _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_busy)
                _ended.TrySetResult();
            ended = _ended.Task;
        }

        await ended.ConfigureAwait(false);
        lock (_gate)
            Unload();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the kernel of the package's layers ready and gives its driver, with the parameters loaded. Nothing else is open at this time.</summary>
    /// <exception cref="AcceleratorException">It cannot be made ready; nothing stays open.</exception>
    protected abstract Task<KernelDriver> OpenAsync(BitstreamPackage package, CancellationToken cancellationToken);

    /// <summary>Gives back what <see cref="OpenAsync"/> opened beside the driver. May be called when nothing is open.</summary>
    protected abstract void Close();

    protected AcceleratorException Failed(string problem, Exception? cause = null) => new($"{Title}: {problem}", cause);

    internal Exception? Compute(DrivenRun run)
    {
        try
        {
            _driver!.Run(run.Input.Span, run.Output.Span, run.ImageCount, run.CancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is AcceleratorException or OperationCanceledException)
        {
            return failure;
        }
        catch (Exception failure)
        {
            return Failed($"computing {run.ImageCount} images failed: {failure.Message}", failure);
        }
    }

    internal void Ended()
    {
        lock (_gate)
        {
            _busy = false;
            if (_disposed)
                _ended?.TrySetResult();
        }
    }

    internal void Return(DrivenRun run)
    {
        lock (_gate)
            _idleRuns.Push(run);
    }

    private void Begin(string what)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_busy)
                throw Failed($"a load or a run is under way. Wait for it before the next {what}.");
            _busy = true;
        }
    }

    private void Unload()
    {
        Volatile.Write(ref _loaded, null);
        _driver?.Dispose();
        _driver = null;
        Close();
    }

    private void Check(int inputLength, int outputLength, int imageCount)
    {
        if (_busy)
            throw Failed("a load or a run is under way, and it does one thing at a time. Wait for it first.");
        if (_loaded is null)
            throw Failed("no package is loaded. Load one first.");
        if (imageCount < 1)
            throw Failed($"a run has at least 1 image, not {imageCount}.");
        var (inputBytes, outputBytes) = ((long)_loaded.InputBytesPerImage * imageCount, (long)_loaded.OutputBytesPerImage * imageCount);
        if (inputLength != inputBytes)
            throw Failed($"{imageCount} images for {_loaded.Computes} have {inputBytes} bytes, not {inputLength}.");
        if (outputLength < outputBytes)
            throw Failed($"the results of {imageCount} images need {outputBytes} bytes, there is room for {outputLength}.");
    }
}
