using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;
using Fard.Networks.Reference;

namespace Fard.Actors.Tests.TestBoards;

/// <summary>An FPGA for tests: computes with the reference executor, can be held, and can be told to fail.</summary>
internal sealed class TestAccelerator : IAccelerator
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _loadOpen = Opened();
    private TaskCompletionSource _later = Opened();
    private int _heldFrom = int.MaxValue;
    private Task _last = Task.CompletedTask;
    private ReferenceExecutor? _executor;
    private int _inFlight;

    public string Kind => "test";

    public BitstreamPackage? Loaded { get; private set; }

    public int MaxRunsInFlight { get; init; } = 3;

    /// <summary>Loads so far.</summary>
    public int Loads { get; private set; }

    /// <summary>Resets so far.</summary>
    public int Resets { get; private set; }

    /// <summary>Images computed so far.</summary>
    public int Images { get; private set; }

    /// <summary>Most runs that were ever in flight at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Runs in flight.</summary>
    public int InFlight
    {
        get { lock (_gate) return _inFlight; }
    }

    /// <summary>What loads say instead of loading.</summary>
    public string? FailLoad { get; set; }

    /// <summary>What every run says from this image on, counted over all jobs.</summary>
    public (int Image, string Reason)? FailRun { get; set; }

    /// <summary>So many runs fail from now on.</summary>
    public int FailTimes { get; set; }

    /// <summary>Holds runs until <see cref="Release"/>.</summary>
    public void Hold() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _open.TrySetResult();
        _later.TrySetResult();
    }

    /// <summary>Holds runs from the one on that comes after so many more images, until <see cref="Release"/>.</summary>
    public void HoldAfter(int images)
    {
        lock (_gate)
        {
            _heldFrom = Images + images;
            _later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Whether a held run goes on when it is cancelled, as one does that a driver cannot stop.</summary>
    public bool IgnoreCancellation { get; set; }

    /// <summary>Holds loads until <see cref="ReleaseLoads"/>.</summary>
    public void HoldLoads() => _loadOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseLoads() => _loadOpen.TrySetResult();

    public async ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken)
    {
        await _loadOpen.Task.WaitAsync(cancellationToken);
        if (InFlight > 0) throw new AcceleratorException("A bitstream was loaded below a run.");
        if (FailLoad is { } reason) throw new AcceleratorException(reason);

        _executor = new ReferenceExecutor(TinyNetwork.Parameters, package.Layers);
        Loaded = package;
        Loads++;
    }

    public ValueTask ResetAsync(CancellationToken cancellationToken)
    {
        Loaded = null;
        Resets++;
        return ValueTask.CompletedTask;
    }

    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_inFlight == MaxRunsInFlight) throw new AcceleratorException($"{_inFlight} runs are in flight already.");
            _inFlight++;
            MostInFlight = Math.Max(MostInFlight, _inFlight);
            var run = ComputeAsync(_last, input, output, imageCount, cancellationToken);
            _last = run;
            return new ValueTask(run);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task ComputeAsync(Task before, ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _open.Task.WaitAsync(IgnoreCancellation ? CancellationToken.None : cancellationToken);
            if (Images >= _heldFrom) await _later.Task.WaitAsync(cancellationToken);
            if (FailTimes > 0)
            {
                FailTimes--;
                throw new AcceleratorException("a passing fault");
            }

            if (FailRun is { } failure && Images >= failure.Image) throw new AcceleratorException(failure.Reason);
            _executor!.Execute(input.Span, output.Span, imageCount);
            Images += imageCount;
        }
        finally
        {
            lock (_gate) _inFlight--;
        }
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
