using Fard.Programs;

namespace HelloTasks;

/// <summary>A job that puts out every byte of its images doubled, plus its position in the pipeline.</summary>
public sealed class Doubler : FardJob
{
    private byte _position;

    protected override void ParseConfig(JobConfig config) => _position = (byte)config.Pipeline.Position;

    protected override ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        for (var index = 0; index < input.Length; index++) output.Span[index] = (byte)(2 * input.Span[index] + _position);
        return ValueTask.CompletedTask;
    }
}
