using System.Runtime.CompilerServices;
using Fard.Actors.DataPlane;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Planning.Timing;

namespace Fard.Actors.Devices;

/// <summary>
/// What positions get of an accelerator: a run that fails is repeated, a device that hangs is cut, and only what still fails then is an error, which
/// <c>faulted</c> hears of as well.
/// </summary>
/// <remarks>A run allocates nothing in steady state. A run that was repeated ends after later ones.</remarks>
internal sealed class GuardedAccelerator : IAccelerator
{
    private readonly IAccelerator _inner;
    private readonly DeviceSettings _settings;
    private readonly Action<string> _faulted;
    private readonly Action<string> _log;
    private readonly RunWatchdog _watchdog;
    private readonly DeviceCounters _counters;
    private readonly Lock _gate = new();
    private KernelTiming? _timing;
    private CancellationTokenSource _cut = new();
    private CancellationTokenSource? _linked;
    private CancellationToken _linkedTo;
    private string? _hang;

    /// <param name="faulted">Gets the reason when the device counts as failed.</param>
    /// <param name="log">Gets a sentence for every run that is repeated.</param>
    /// <param name="counters">Counts the runs; null: nobody asks.</param>
    public GuardedAccelerator(IAccelerator inner, DeviceSettings settings, Action<string> faulted, Action<string> log, DeviceCounters? counters = null)
    {
        _inner = inner;
        _settings = settings;
        _faulted = faulted;
        _log = log;
        _counters = counters ?? new DeviceCounters(settings.Time);
        _watchdog = new RunWatchdog(settings.Time, OnHung);
    }

    public string Kind => _inner.Kind;

    public BitstreamPackage? Loaded => _inner.Loaded;

    public int MaxRunsInFlight => _inner.MaxRunsInFlight;

    /// <summary>Loads within the time limit, as often as settings say.</summary>
    public async ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                await LoadOnceAsync(package, cancellationToken);
                return;
            }
            catch (AcceleratorException exception) when (retry < _settings.RunRetries)
            {
                _counters.Failed();
                _log($"Loading {package.Name} is repeated: {exception.Message}");
                await _inner.ResetAsync(cancellationToken);
            }
        }
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken) => _inner.ResetAsync(cancellationToken);

    [AsyncMethodBuilder(typeof(ReusingMethodBuilder))]
    public async ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        var token = Link(cancellationToken);
        for (var retry = 0; ; retry++)
        {
            var computed = 0;
            _watchdog.Enter(LimitOf(imageCount));
            _counters.RunBegan();
            try
            {
                await _inner.RunAsync(input, output, imageCount, token).ConfigureAwait(false);
                computed = imageCount;
                return;
            }
            catch (AcceleratorException exception) when (retry < _settings.RunRetries && !token.IsCancellationRequested)
            {
                _counters.Failed();
                _log($"A run is repeated: {exception.Message}");
            }
            catch (AcceleratorException exception) when (!token.IsCancellationRequested)
            {
                _counters.Failed();
                _faulted(exception.Message);
                throw;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && _hang is { } hang)
            {
                _counters.Failed();
                throw new AcceleratorException(hang);
            }
            finally
            {
                _counters.RunEnded(computed);
                _watchdog.Leave();
            }
        }
    }

    /// <summary>Configures the device anew and runs one image twice: both have to end in time, with the same result.</summary>
    /// <exception cref="AcceleratorException">The device does not work yet; it says why.</exception>
    public async Task ProbeAsync(BitstreamPackage package)
    {
        await _inner.ResetAsync(CancellationToken.None);
        await LoadOnceAsync(package, CancellationToken.None);
        // Zero is an element of every format; others are not: a ternary stream has no -2.
        var image = new byte[package.InputBytesPerImage];
        var results = new[] { new byte[package.OutputBytesPerImage], new byte[package.OutputBytesPerImage] };
        foreach (var result in results)
        {
            var limit = LimitOf(1);
            using var timer = new CancellationTokenSource(limit, _settings.Time);
            try
            {
                await _inner.RunAsync(image, result, 1, timer.Token);
            }
            catch (OperationCanceledException)
            {
                throw new AcceleratorException($"The self-test did not end within {limit.TotalSeconds:0.###} s.");
            }
        }

        if (!results[0].AsSpan().SequenceEqual(results[1])) throw new AcceleratorException("The self-test gave two results for one image.");
    }

    /// <summary>Stops watching. The accelerator behind it belongs to somebody else.</summary>
    public void StopWatching() => _watchdog.Dispose();

    public ValueTask DisposeAsync()
    {
        StopWatching();
        return ValueTask.CompletedTask;
    }

    private async ValueTask LoadOnceAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(_settings.LoadTimeout, _settings.Time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await _inner.LoadAsync(package, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AcceleratorException($"The load took longer than {_settings.LoadTimeout.TotalSeconds:0.###} s (fard.board.load-timeout).");
        }

        lock (_gate)
        {
            _timing = DataflowModel.TimingOf(package);
            if (_hang is null) return;
            _hang = null;
            _linked?.Dispose();
            _linked = null;
            _cut.Dispose();
            _cut = new CancellationTokenSource();
        }
    }

    private TimeSpan LimitOf(int images)
    {
        if (_timing is not { } timing) return _settings.RunTimeoutFloor;
        var modelled = timing.Nanoseconds(timing.LatencyCycles + images * timing.IntervalCycles) / 1e9;
        return _settings.RunTimeoutFloor + TimeSpan.FromSeconds(modelled * _settings.RunTimeoutFactor);
    }

    // The runs of one job have one token: a linked source is made once for all of them.
    private CancellationToken Link(CancellationToken caller)
    {
        lock (_gate)
        {
            if (_linked is not null && _linkedTo == caller) return _linked.Token;
            _linked?.Dispose();
            _linked = CancellationTokenSource.CreateLinkedTokenSource(caller, _cut.Token);
            _linkedTo = caller;
            return _linked.Token;
        }
    }

    private void OnHung(TimeSpan passed)
    {
        CancellationTokenSource cut;
        lock (_gate)
        {
            if (_hang is not null) return;
            _hang = $"It hangs: no run ended within {passed.TotalSeconds:0.###} s.";
            cut = _cut;
        }

        _faulted(_hang);
        cut.Cancel();
    }
}
