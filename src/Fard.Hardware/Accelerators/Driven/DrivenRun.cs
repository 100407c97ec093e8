using System.Threading.Tasks.Sources;

namespace Fard.Hardware.Accelerators.Driven;

/// <summary>One run on the thread pool, from its start to its await; used again for later runs.</summary>
internal sealed class DrivenRun(DrivenAccelerator owner) : IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };

    public ReadOnlyMemory<byte> Input { get; private set; }

    public Memory<byte> Output { get; private set; }

    public int ImageCount { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    public ValueTask Task => new(this, _completion.Version);

    public void Start(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        Input = input;
        Output = output;
        ImageCount = imageCount;
        CancellationToken = cancellationToken;
    }

    public void Execute()
    {
        var failure = owner.Compute(this);
        Input = default;
        Output = default;
        owner.Ended();
        if (failure is null)
            _completion.SetResult(true);
        else
            _completion.SetException(failure);
    }

    public void GetResult(short token)
    {
        try
        {
            _completion.GetResult(token);
        }
        finally
        {
            _completion.Reset();
            owner.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _completion.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
