using Fard.Hardware.Accelerators;

namespace Fard.Programs;

/// <summary>One user program at one position of a job: computes chunks in place of a kernel, whatever it is written in.</summary>
public interface IJobProgram : IAsyncDisposable
{
    /// <summary>Starts the program and has it read its configuration (FARD's <c>_parse_config</c>); returns when it can compute.</summary>
    /// <exception cref="ProgramException">The program crashed; its message is what a person is to read (for Python, the traceback).</exception>
    Task StartAsync(JobContext context, CancellationToken cancellationToken);

    /// <summary>Computes one chunk. Called again before the last call has ended only if <see cref="MaxRunsInFlight"/> allows it; calls end in their order.</summary>
    /// <param name="input">The images of the chunk, <see cref="JobContext.InputBytesPerImage"/> each.</param>
    /// <param name="output">Room for the results, <see cref="JobContext.OutputBytesPerImage"/> each; all of it is to be written.</param>
    /// <exception cref="ProgramException">The program crashed.</exception>
    ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken);

    /// <summary>How many runs may be under way at once.</summary>
    int MaxRunsInFlight => 1;
}

/// <summary>What a job's program is told: FARD's <c>config</c>.</summary>
/// <param name="Application">Name of the application.</param>
/// <param name="Position">Its place in the flow of data, counted from 0: <c>config.pipeline.position</c>.</param>
/// <param name="PositionCount">Positions of the pipeline.</param>
/// <param name="Replica">Which replica of the position it is, counted from 0.</param>
/// <param name="ImageCount">Images of the whole job.</param>
/// <param name="ChunkImages">Most images of a chunk.</param>
/// <param name="InputBytesPerImage">Bytes of one image that comes in.</param>
/// <param name="OutputBytesPerImage">Bytes of one result.</param>
/// <param name="Configuration">What the application's file says below <c>config</c>, as JSON.</param>
/// <param name="Fpga">The board's FPGA, which the position holds; its load and run go through the board's DeviceActor.</param>
/// <param name="Log">Takes a level (debug, info, warning, error) and a line of the program's output.</param>
public sealed record JobContext(
    string Application,
    int Position,
    int PositionCount,
    int Replica,
    int ImageCount,
    int ChunkImages,
    int InputBytesPerImage,
    int OutputBytesPerImage,
    string Configuration,
    IAccelerator? Fpga,
    Action<string, string> Log);
