using System.Text.Json;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>A job's program in a process of its own; it may drive the FPGA that its position holds.</summary>
internal sealed class ProcessJobProgram(ProgramSource source, ProgramSettings settings, Func<string, BitstreamPackage> findBitstream) : IJobProgram
{
    private JobProgramSession? _session;

    /// <summary>One chunk is computed while others wait in the program's socket.</summary>
    public int MaxRunsInFlight => settings.ChunksInFlight;

    /// <summary>Number of the process; 0 before it runs.</summary>
    public int ProcessId => _session?.ProcessId ?? 0;

    /// <inheritdoc/>
    public async Task StartAsync(JobContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var session = _session = new JobProgramSession(settings, context.Fpga, findBitstream, context.Log);
        await session.StartAsync(source, Welcome(context), cancellationToken).ConfigureAwait(false);
        await Task.WhenAny(session.Ready, session.Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
        // Why it ended says more than that it was not ready.
        if (session.Completion.IsFaulted) await session.Completion.ConfigureAwait(false);
        await session.Ready.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A chunk that the program has is computed to its end, within the time limit of a chunk; cancellation takes effect before.</remarks>
    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session is { } session
            ? session.RunAsync(input, output, imageCount)
            : throw new InvalidOperationException("The program does not run yet: start it first.");
    }

    /// <summary>Asks the program to stop and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is null) return;
        if (_session.IsRunning) await _session.StopAsync("The job is over.").ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private WelcomeHeader Welcome(JobContext context) => new()
    {
        Role = "job",
        Application = context.Application,
        Task = source.Name,
        Peer = source.PeerId,
        Folder = Path.GetFullPath(source.Folder),
        Configuration = JsonElement.Parse(context.Configuration.Length == 0 ? "{}" : context.Configuration),
        Fpga = context.Fpga?.Kind,
        Pipeline = new PipelineHeader(
            context.Position, context.PositionCount, context.Replica, context.ImageCount, context.ChunkImages, context.InputBytesPerImage, context.OutputBytesPerImage),
    };
}
