using System.Text.Json;
using Fard.Hardware.Accelerators;

namespace Fard.Programs;

/// <summary>
/// Base class of a job in C#: one position of a pipeline that computes chunks in place of a kernel. One public class of an assembly extends it, or the one
/// that is named as the job. It lives as long as its job.
/// </summary>
public abstract class FardJob : IJobProgram
{
    private JobConfig? _config;

    /// <summary>What the job is told; there from <see cref="ParseConfig"/> on.</summary>
    /// <exception cref="InvalidOperationException">The job has not been started.</exception>
    protected JobConfig Config => _config ?? throw new InvalidOperationException("A job has its configuration from ParseConfig on, not in its constructor.");

    /// <summary>The board's FPGA, which the job holds.</summary>
    protected IAccelerator? Fpga { get; private set; }

    /// <summary>How many chunks may be computed at once.</summary>
    public virtual int MaxRunsInFlight => 1;

    /// <summary>Reads the job's configuration (FARD's <c>_parse_config</c>).</summary>
    protected virtual void ParseConfig(JobConfig config)
    {
    }

    /// <summary>Prepares the job: loads the bitstream.</summary>
    protected virtual ValueTask SetupAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Computes one chunk: <paramref name="imageCount"/> images in, as many results out. All of the output is to be written.</summary>
    protected abstract ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken);

    /// <summary>Tidies up when the job is over.</summary>
    protected virtual ValueTask StopAsync() => ValueTask.CompletedTask;

    async Task IJobProgram.StartAsync(JobContext context, CancellationToken cancellationToken)
    {
        using var own = JsonDocument.Parse(context.Configuration);
        _config = new JobConfig(context.Application, new PipelineConfig(context.Position, context.PositionCount, context.Replica), context, own.RootElement.Clone());
        Fpga = context.Fpga;
        ParseConfig(_config);
        await SetupAsync(cancellationToken);
    }

    ValueTask IJobProgram.RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken) =>
        RunAsync(input, output, imageCount, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
    }
}

/// <summary>What a job is told: FARD's <c>config</c>.</summary>
/// <param name="Application">Name of the application.</param>
/// <param name="Pipeline">Its place in the pipeline.</param>
/// <param name="Load">Sizes of what it computes.</param>
/// <param name="Own">What the application's file says of this job below <c>config</c>.</param>
public sealed record JobConfig(string Application, PipelineConfig Pipeline, JobContext Load, JsonElement Own);

/// <summary>A job's place in its pipeline.</summary>
/// <param name="Position">Counted from 0 in the flow of data.</param>
/// <param name="Count">Positions of the pipeline.</param>
/// <param name="Replica">Which replica of the position it is.</param>
public sealed record PipelineConfig(int Position, int Count, int Replica);
