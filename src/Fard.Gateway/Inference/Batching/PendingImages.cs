using Fard.Gateway.Inference.Models;

namespace Fard.Gateway.Inference.Batching;

/// <summary>The images of one request between its arrival and its last result.</summary>
internal sealed class PendingImages(InferenceModel model, ReadOnlyMemory<byte> images, int count, long arrived)
{
    private readonly TaskCompletionSource<BatchedResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly byte[] _results = GC.AllocateUninitializedArray<byte>(checked(count * model.Application.OutputBytesPerImage));
    private int _received;
    private int _ended;

    public InferenceModel Model => model;

    public ReadOnlyMemory<byte> Images => images;

    public int Count => count;

    /// <summary>When it arrived, as a timestamp.</summary>
    public long Arrived => arrived;

    /// <summary>The job that it became part of; null: it waits.</summary>
    public Batch? Batch { get; set; }

    /// <summary>How long it waited for its job to begin.</summary>
    public TimeSpan Queued { get; set; }

    public Task<BatchedResult> Completion => _completion.Task;

    /// <summary>Takes the result of the image that comes next; the last one completes the request.</summary>
    /// <exception cref="InvalidOperationException">The result has another size than the application's.</exception>
    public void Take(ReadOnlySpan<byte> result)
    {
        var size = model.Application.OutputBytesPerImage;
        if (result.Length != size) throw new InvalidOperationException($"A result of {model.Name} has {result.Length} bytes; expected {size}.");
        result.CopyTo(_results.AsSpan(_received * size));
        if (++_received == count) _completion.TrySetResult(new BatchedResult(_results, Queued));
    }

    /// <summary>Whether this is the first time that it ends.</summary>
    public bool End() => Interlocked.Exchange(ref _ended, 1) == 0;

    public void Fail(Exception exception) => _completion.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);
}

/// <summary>The results of one request.</summary>
/// <param name="Results">Packed results, one behind the other, in the order of its images.</param>
/// <param name="Queued">How long it waited before its job began.</param>
public readonly record struct BatchedResult(ReadOnlyMemory<byte> Results, TimeSpan Queued);
