using System.Runtime.ExceptionServices;
using Fard.Networks.Description;
using Fard.Networks.Parameters;

namespace Fard.Networks.Simd;

/// <summary>
/// Computes a batch on several cores: one <see cref="SimdExecutor"/> a worker over shared weights; workers take groups of images until none is left.
/// </summary>
/// <remarks>The caller's thread is the first worker. The others are background threads of this object, which end when it is disposed.</remarks>
public sealed unsafe class ParallelExecutor : INetworkExecutor, IDisposable
{
    private readonly SimdExecutor[] _executors;
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim[] _starts;
    private readonly CountdownEvent _running;
    private readonly int _inputBytes, _outputBytes;
    private byte* _input, _output;
    private int _imageCount, _nextImage;
    private Exception? _failure;
    private volatile bool _disposed;

    /// <param name="parameters">The network and its trained values.</param>
    /// <param name="range">The layers to compute.</param>
    /// <param name="workers">Cores to use, the caller's included; those that the process has where it is not given.</param>
    /// <param name="width">Width of the vectors; the widest that the machine has in hardware where it is not given.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="range"/> is no range of the network's layers, or there is no worker.</exception>
    public ParallelExecutor(NetworkParameters parameters, LayerRange range, int? workers = null, VectorWidth? width = null)
    {
        var count = workers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(workers));
        var program = new SimdProgram(parameters, range, width ?? VectorWidths.Widest);
        _executors = [.. Enumerable.Range(0, count).Select(_ => new SimdExecutor(program))];
        (_inputBytes, _outputBytes) = (Input.BytesPerImage, Output.BytesPerImage);
        _running = new CountdownEvent(1);
        _starts = [.. Enumerable.Range(1, count - 1).Select(_ => new SemaphoreSlim(0))];
        _threads = [.. Enumerable.Range(1, count - 1).Select(worker => new Thread(() => RunWorker(worker))
        {
            IsBackground = true,
            Name = $"{Network.Name} {Range} worker {worker}",
        })];
        foreach (var thread in _threads)
            thread.Start();
    }

    public NetworkDescription Network => _executors[0].Network;

    public LayerRange Range => _executors[0].Range;

    public StreamFormat Input => _executors[0].Input;

    public StreamFormat Output => _executors[0].Output;

    /// <summary>Cores that a batch is spread over.</summary>
    public int Workers => _executors.Length;

    public void Execute(ReadOnlySpan<byte> input, Span<byte> output, int imageCount)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ExecutorArguments.Check(this, input, output, imageCount);
        var groups = (imageCount + SimdExecutor.GroupSize - 1) / SimdExecutor.GroupSize;
        var helpers = Math.Clamp(groups - 1, 0, _threads.Length);
        fixed (byte* source = input, destination = output)
        {
            _input = source;
            _output = destination;
            (_imageCount, _nextImage, _failure) = (imageCount, 0, null);
            _running.Reset(helpers + 1);
            for (var helper = 0; helper < helpers; helper++)
                _starts[helper].Release();
            Work(_executors[0]);
            _running.Wait();
        }

        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var start in _starts)
            start.Release();
        foreach (var thread in _threads)
            thread.Join();
        foreach (var start in _starts)
            start.Dispose();
        _running.Dispose();
    }

    private void RunWorker(int worker)
    {
        while (true)
        {
            _starts[worker - 1].Wait();
            if (_disposed)
                return;
            Work(_executors[worker]);
        }
    }

    private void Work(SimdExecutor executor)
    {
        try
        {
            for (int image; (image = Interlocked.Add(ref _nextImage, SimdExecutor.GroupSize) - SimdExecutor.GroupSize) < _imageCount;)
            {
                var images = Math.Min(SimdExecutor.GroupSize, _imageCount - image);
                executor.Execute(
                    new ReadOnlySpan<byte>(_input + (long)image * _inputBytes, images * _inputBytes),
                    new Span<byte>(_output + (long)image * _outputBytes, images * _outputBytes),
                    images);
            }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
        }
        finally
        {
            _running.Signal();
        }
    }
}
