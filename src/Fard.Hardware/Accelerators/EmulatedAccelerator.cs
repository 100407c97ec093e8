using Fard.Hardware.Bitstreams;
using Fard.Hardware.Boards;
using Fard.Hardware.Functions;
using Fard.Networks;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Hardware.Accelerators;

/// <summary>
/// A board emulated in software: an executor computes the results, and with pacing they leave at the times that the kernel's model gives, as long as
/// the machine computes them before that.
/// </summary>
/// <remarks>
/// Runs are computed one after the other on the thread pool and complete in the order of their starts. A run's images arrive when it is started; they enter
/// the modelled kernel one initiation interval apart and the run ends when the last of them leaves. A started run allocates nothing once as many runs
/// as are ever in flight have been seen; every returned task has to be awaited exactly once.
/// </remarks>
public sealed class EmulatedAccelerator : IAccelerator
{
    private readonly BoardDescription _board;
    private readonly Func<NetworkDescription, NetworkParameters, LayerRange, INetworkExecutor> _executors;
    private readonly EmulatedPacing? _pacing;
    private readonly EmulatedAcceleratorOptions _options;
    private readonly Lock _gate = new();
    private readonly Queue<EmulatedRun> _waiting = new();
    private readonly Stack<EmulatedRun> _idleRuns = new();
    private readonly Worker _worker;

    private BitstreamPackage? _loaded;
    private IFunctionExecutor? _executor;
    private KernelSchedule? _schedule;
    private long _inputBytes;
    private long _outputBytes;
    private TaskCompletionSource? _drained;
    private int _inFlight;
    private bool _computing;
    private bool _loading;
    private bool _disposed;
    private long _lateRuns;

    /// <param name="board">The board that it stands for; packages for other boards are refused.</param>
    /// <param name="executors">Makes the executor of a layer range.</param>
    /// <param name="pacing">Modelled time, or null: results leave as soon as they are computed.</param>
    /// <param name="options">Settings, or null for the defaults.</param>
    public EmulatedAccelerator(
        BoardDescription board,
        Func<NetworkDescription, NetworkParameters, LayerRange, INetworkExecutor> executors,
        EmulatedPacing? pacing = null,
        EmulatedAcceleratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(executors);
        _board = board;
        _executors = executors;
        _pacing = pacing;
        _options = options ?? new EmulatedAcceleratorOptions();
        _worker = new Worker(this);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_options.MaxRunsInFlight, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.LoadTime, TimeSpan.Zero, nameof(options));
    }

    public string Kind => DeviceKinds.Emulated;

    public BitstreamPackage? Loaded => Volatile.Read(ref _loaded);

    public int MaxRunsInFlight => _options.MaxRunsInFlight;

    /// <summary>Runs whose results were computed after their modelled time: 0 says that this machine kept up with the modelled board.</summary>
    public long LateRuns => Interlocked.Read(ref _lateRuns);

    public async ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.Board != _board.Name)
            throw Failed($"package {package.Name} was built for {package.Board}. Choose a package for {_board.Name}.");
        if (!package.Devices.Contains(Kind))
            throw Failed($"package {package.Name} is for {string.Join(", ", package.Devices)} devices only.");

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_loading || _inFlight > 0)
                throw Failed(_loading ? "a package is being loaded already. Wait for it first." : $"{_inFlight} runs are under way. Wait for them before loading.");
            if (_loaded?.ContentHash == package.ContentHash)
                return;
            _loading = true;
            _loaded = null;
        }

        try
        {
            var executor = await Task.Run(() => Read(package), cancellationToken).ConfigureAwait(false);
            if (_options.LoadTime > TimeSpan.Zero)
                await Task.Delay(_options.LoadTime, _options.Time, cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _executor = executor;
                _inputBytes = package.InputBytesPerImage;
                _outputBytes = package.OutputBytesPerImage;
                _schedule = _pacing is null ? null : new KernelSchedule(_pacing.Timing(package));
                Volatile.Write(ref _loaded, package);
            }
        }
        finally
        {
            lock (_gate)
                _loading = false;
        }
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_loading || _inFlight > 0)
                throw Failed(_loading ? "a package is being loaded. Wait for it first." : $"{_inFlight} runs are under way. Wait for them before a reset.");
            Volatile.Write(ref _loaded, null);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EmulatedRun run;
        bool startComputing;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            Check(input.Length, output.Length, imageCount);
            run = _idleRuns.TryPop(out var idle) ? idle : new EmulatedRun(this);
            run.Start(input, output, imageCount, _schedule?.Enter(_pacing!.Pacer.Now, imageCount) ?? 0, cancellationToken);
            _inFlight++;
            _waiting.Enqueue(run);
            startComputing = !_computing;
            _computing = true;
        }

        if (startComputing)
            ThreadPool.UnsafeQueueUserWorkItem(_worker, preferLocal: false);
        return run.Task;
    }

    /// <summary>Runs that are under way are still computed and end at once, whatever their modelled time.</summary>
    public async ValueTask DisposeAsync()
    {
        Task drained;
        lock (_gate)
        {
            _disposed = true;
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_computing)
                _drained.TrySetResult();
            drained = _drained.Task;
        }

        await drained.ConfigureAwait(false);
        _pacing?.Pacer.Dispose();
    }

    internal void Ended()
    {
        lock (_gate)
            _inFlight--;
    }

    internal void Return(EmulatedRun run)
    {
        lock (_gate)
            _idleRuns.Push(run);
    }

    private void ComputeWaiting()
    {
        while (true)
        {
            EmulatedRun? run;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out run))
                {
                    _computing = false;
                    _drained?.TrySetResult();
                    return;
                }
            }

            run.Failure = Compute(run);
            if (_pacing is not { Pacer: var pacer })
            {
                run.Release();
                continue;
            }

            if (pacer.Now > run.Due)
                Interlocked.Increment(ref _lateRuns);
            pacer.Schedule(run.Due, run);
        }
    }

    private Exception? Compute(EmulatedRun run)
    {
        if (run.CancellationToken.IsCancellationRequested)
            return new OperationCanceledException(run.CancellationToken);
        try
        {
            _executor!.Execute(run.Input.Span, run.Output.Span, run.ImageCount);
            return null;
        }
        catch (Exception failure)
        {
            return Failed($"computing {run.ImageCount} images failed: {failure.Message}", failure);
        }
    }

    private IFunctionExecutor Read(BitstreamPackage package)
    {
        try
        {
            if (package.Function is { } function)
                return function.CreateExecutor(function.ReadParameters(package.Name, package.ParameterFolder));
            return new LayerExecutor(_executors(package.Network, ParameterFolder.Load(package.Network, package.ParameterFolder), package.Layers));
        }
        catch (Exception damage) when (damage is ParameterFormatException or BitstreamPackageException)
        {
            throw Failed($"package {package.Name} cannot be loaded: {damage.Message}", damage);
        }
    }

    private void Check(int inputLength, int outputLength, int imageCount)
    {
        if (_loaded is null)
            throw Failed("no package is loaded. Load one first.");
        if (imageCount < 1)
            throw Failed($"a run has at least 1 image, not {imageCount}.");
        var (inputBytes, outputBytes) = (_inputBytes * imageCount, _outputBytes * imageCount);
        if (inputLength != inputBytes)
            throw Failed($"{imageCount} images for {_loaded.Computes} have {inputBytes} bytes, not {inputLength}.");
        if (outputLength < outputBytes)
            throw Failed($"the results of {imageCount} images need {outputBytes} bytes, there is room for {outputLength}.");
        if (_inFlight >= _options.MaxRunsInFlight)
            throw Failed($"{_inFlight} runs are under way, which is its limit. Wait for one of them first.");
    }

    private AcceleratorException Failed(string problem, Exception? cause = null) => new($"Emulated {_board.Name}: {problem}", cause);

    private sealed class LayerExecutor(INetworkExecutor layers) : IFunctionExecutor
    {
        public void Execute(ReadOnlySpan<byte> input, Span<byte> output, int count) => layers.Execute(input, output, count);
    }

    private sealed class Worker(EmulatedAccelerator owner) : IThreadPoolWorkItem
    {
        public void Execute() => owner.ComputeWaiting();
    }
}
