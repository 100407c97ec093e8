using Fard.Hardware.Bitstreams;

namespace Fard.Hardware.Accelerators.Faults;

/// <summary>
/// Injects faults into another accelerator, to try what is built around it: loads and runs that fail, and a device that hangs. Every fault is logged and
/// says in its message that it is injected.
/// </summary>
/// <remarks>One random number is drawn for every load and every run in the order of their starts: the seed decides which of them fail.</remarks>
public sealed class FlakyAccelerator : IAccelerator
{
    private readonly IAccelerator _inner;
    private readonly FaultRates _rates;
    private readonly Action<string> _log;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private bool _hangs;

    /// <param name="inner">What computes; disposed with this.</param>
    /// <param name="log">Gets a sentence for every injected fault.</param>
    public FlakyAccelerator(IAccelerator inner, FaultRates rates, Action<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(rates);
        foreach (var rate in (double[])[rates.Fail, rates.Hang, rates.LoadFail, rates.Fail + rates.Hang])
        {
            if (rate is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(rates), rate, "A rate, and the sum of fail and hang, is from 0 to 1.");
        }

        _inner = inner;
        _rates = rates;
        _log = log ?? (_ => { });
        _random = new Random(rates.Seed);
    }

    public string Kind => _inner.Kind;

    public BitstreamPackage? Loaded => _inner.Loaded;

    public int MaxRunsInFlight => _inner.MaxRunsInFlight;

    public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_random.NextDouble() >= _rates.LoadFail) return _inner.LoadAsync(package, cancellationToken);
        }

        throw Injected($"loading {package?.Name} failed");
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        lock (_gate) _hangs = false;
        return _inner.ResetAsync(cancellationToken);
    }

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        bool fails;
        lock (_gate)
        {
            var drawn = _random.NextDouble();
            fails = drawn < _rates.Fail;
            var hangs = !fails && drawn < _rates.Fail + _rates.Hang;
            if (hangs && !_hangs) _log("Injected fault: the device hangs from this run on.");
            _hangs |= hangs;
            if (!_hangs && !fails) return _inner.RunAsync(input, output, imageCount, cancellationToken);
            if (_hangs) return new ValueTask(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
        }

        return FailAsync(_inner.RunAsync(input, output, imageCount, cancellationToken));
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    // The run takes its time and its turn, as one of a device does that finds its error at the end.
    private async ValueTask FailAsync(ValueTask run)
    {
        await run.ConfigureAwait(false);
        throw Injected("a run failed");
    }

    private AcceleratorException Injected(string what)
    {
        _log($"Injected fault: {what}.");
        return new AcceleratorException($"Injected fault: {what}.");
    }
}
