using System.Threading.Tasks.Sources;

namespace Fard.Actors.Programs.Processes;

/// <summary>One chunk on its way through a job's program, from its start to its await; used again for later ones.</summary>
internal sealed class ProcessRun(JobProgramSession owner) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };

    public long Number { get; private set; }

    public ReadOnlyMemory<byte> Input { get; private set; }

    public Memory<byte> Output { get; private set; }

    public int ImageCount { get; private set; }

    public ValueTask Task => new(this, _completion.Version);

    public void Start(long number, ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount)
    {
        Number = number;
        Input = input;
        Output = output;
        ImageCount = imageCount;
    }

    /// <summary>Ends it; <paramref name="failure"/> is null when its output is there.</summary>
    public void End(Exception? failure)
    {
        Input = default;
        Output = default;
        if (failure is null) _completion.SetResult(true);
        else _completion.SetException(failure);
    }

    void IValueTaskSource.GetResult(short token)
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

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
