using Fard.Client;
using Fard.Gateway.Inference.Models;

namespace Fard.Gateway.Inference.Batching;

/// <summary>The requests that run as one job.</summary>
internal sealed class Batch : IDisposable
{
    private readonly IReadOnlyList<PendingImages> _requests;
    private readonly CancellationTokenSource _givenUp = new();
    private readonly Lock _gate = new();
    private bool _isDisposed;
    private int _waiting;
    private int _current;
    private int _taken;

    public Batch(IReadOnlyList<PendingImages> requests)
    {
        _requests = requests;
        _waiting = requests.Count;
        Images = requests.Sum(request => request.Count);
        foreach (var request in requests) request.Batch = this;
    }

    /// <summary>Images of the whole job.</summary>
    public int Images { get; }

    public InferenceModel Model => _requests[^1].Model;

    /// <summary>Ends the job when nobody waits for it any more.</summary>
    public CancellationToken GivenUp => _givenUp.Token;

    /// <summary>Everything that the job gets: the images of one request as they are, those of several side by side.</summary>
    public JobData ToJobData()
    {
        var data = _requests is [var only] ? only.Images : Join();
        return Model.Image is null ? JobData.FromPackedStream(data, Images) : JobData.FromPixels(data, Images);
    }

    /// <summary>Hands the next result to the request that it belongs to.</summary>
    public void Take(ReadOnlySpan<byte> result)
    {
        if (_current == _requests.Count) throw new InvalidOperationException($"A job of {Model.Name} gave more results than its {Images} images.");
        var request = _requests[_current];
        request.Take(result);
        if (++_taken < request.Count) return;
        _current++;
        _taken = 0;
        Leave(request, isJobOver: _current == _requests.Count);
    }

    /// <summary>A request waits no longer: it has its results, or was given up. When none is left, what the job still has to do is given up too.</summary>
    public void Leave(PendingImages request, bool isJobOver = false)
    {
        if (!request.End() || Interlocked.Decrement(ref _waiting) > 0 || isJobOver) return;
        lock (_gate)
        {
            if (!_isDisposed) _givenUp.Cancel();
        }
    }

    /// <summary>Tells those who still wait that nothing comes.</summary>
    public void Fail(Exception exception)
    {
        foreach (var request in _requests) request.Fail(exception);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _givenUp.Dispose();
        }
    }

    private byte[] Join()
    {
        var joined = GC.AllocateUninitializedArray<byte>(_requests.Sum(request => request.Images.Length));
        var offset = 0;
        foreach (var request in _requests)
        {
            request.Images.CopyTo(joined.AsMemory(offset));
            offset += request.Images.Length;
        }

        return joined;
    }
}
