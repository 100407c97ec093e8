using System.Threading.Tasks.Sources;
using Fard.Hardware.Accelerators.Pacing;

namespace Fard.Hardware.Accelerators;

/// <summary>One run of an emulated board, from its start to its await; used again for later runs.</summary>
internal sealed class EmulatedRun(EmulatedAccelerator owner) : IValueTaskSource, IPacedItem
{
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };

    public ReadOnlyMemory<byte> Input { get; private set; }

    public Memory<byte> Output { get; private set; }

    public int ImageCount { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>When the modelled kernel hands out the last image, on the pacer's clock.</summary>
    public long Due { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public Exception? Failure { get; set; }

    public ValueTask Task => new(this, _completion.Version);

    public void Start(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, long due, CancellationToken cancellationToken)
    {
        Input = input;
        Output = output;
        ImageCount = imageCount;
        Due = due;
        CancellationToken = cancellationToken;
        Failure = null;
    }

    public void Release()
    {
        owner.Ended();
        Input = default;
        Output = default;
        if (Failure is { } failure)
            _completion.SetException(failure);
        else
            _completion.SetResult(true);
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
