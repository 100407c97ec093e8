using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Kernels;
using Fard.Networks.Parameters;

namespace Fard.Hardware.CSimulation;

/// <summary>
/// A board simulated by its HLS kernel: the C++ that synthesis takes, compiled with g++ and driven through its registers. It computes what the kernel would;
/// it says nothing about the time that the board would take.
/// </summary>
/// <remarks>Every returned task has to be awaited exactly once.</remarks>
public sealed class CSimulatedAccelerator : IAccelerator
{
    private readonly BoardDescription _board;
    private readonly KernelBuilder _builder;
    private readonly Lock _gate = new();
    private readonly Stack<CSimulatedRun> _idleRuns = new();
    private readonly ProcessBuffer.Allocator _buffers = new();

    private BitstreamPackage? _loaded;
    private KernelLibrary? _library;
    private KernelDriver? _driver;
    private TaskCompletionSource? _ended;
    private bool _busy;
    private bool _disposed;

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    /// <param name="options">How kernels are compiled, or null for the defaults.</param>
    public CSimulatedAccelerator(BoardDescription board, CSimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(board);
        _board = board;
        _builder = new KernelBuilder(options ?? new CSimulationOptions());
    }

    public string Kind => DeviceKinds.CSimulation;

    public BitstreamPackage? Loaded => Volatile.Read(ref _loaded);

    /// <summary>1: a start of the kernel runs to its end.</summary>
    public int MaxRunsInFlight => 1;

    /// <summary>Compiles the kernel of the package's layers, unless the cache has it, and loads the parameters through the kernel's registers.</summary>
    public async ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.Board != _board.Name)
            throw Failed($"package {package.Name} was built for {package.Board}. Choose a package for {_board.Name}.");
        if (!package.Devices.Contains(Kind))
            throw Failed($"package {package.Name} is for {string.Join(", ", package.Devices)} devices only.");

        Begin("load");
        try
        {
            if (_loaded?.ContentHash == package.ContentHash)
                return;
            Unload();
            var path = await _builder.BuildAsync(package.Network, package.Layers, KernelTarget.Library, cancellationToken).ConfigureAwait(false);
            await Task.Run(() => Load(package, path, cancellationToken), cancellationToken).ConfigureAwait(false);
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
        CSimulatedRun run;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Check(input.Length, output.Length, imageCount);
            run = _idleRuns.TryPop(out var idle) ? idle : new CSimulatedRun(this);
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
    }

    internal Exception? Compute(CSimulatedRun run)
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

    internal void Return(CSimulatedRun run)
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

    private void Load(BitstreamPackage package, string libraryPath, CancellationToken cancellationToken)
    {
        try
        {
            var parameters = ParameterFolder.Load(package.Network, package.ParameterFolder);
            _library = new KernelLibrary(libraryPath);
            _driver = new HlsKernelDriver(package.Network, package.Layers, _library, HlsRegisterMap.Default, _buffers);
            _driver.LoadParameters(parameters, cancellationToken);
        }
        catch (ParameterFormatException damage)
        {
            throw Failed($"package {package.Name} cannot be loaded: {damage.Message}", damage);
        }
        catch
        {
            Unload();
            throw;
        }
    }

    private void Unload()
    {
        Volatile.Write(ref _loaded, null);
        _driver?.Dispose();
        _driver = null;
        _library?.Dispose();
        _library = null;
    }

    private void Check(int inputLength, int outputLength, int imageCount)
    {
        if (_busy)
            throw Failed("a load or a run is under way, and it does one thing at a time. Wait for it first.");
        if (_loaded is null)
            throw Failed("no package is loaded. Load one first.");
        if (imageCount < 1)
            throw Failed($"a run has at least 1 image, not {imageCount}.");
        var (inputBytes, outputBytes) = ((long)_loaded.Input.BytesPerImage * imageCount, (long)_loaded.Output.BytesPerImage * imageCount);
        if (inputLength != inputBytes)
            throw Failed($"{imageCount} images for layers {_loaded.Layers} of {_loaded.Network.Name} have {inputBytes} bytes, not {inputLength}.");
        if (outputLength < outputBytes)
            throw Failed($"the results of {imageCount} images need {outputBytes} bytes, there is room for {outputLength}.");
    }

    private AcceleratorException Failed(string problem, Exception? cause = null) => new($"C-simulated {_board.Name}: {problem}", cause);
}
