using System.Text.Json;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Accelerators;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Programs.Processes;

/// <summary>
/// A user program as what a pipeline position computes with: chunks go through its process, which may drive the board's FPGA for them. It holds the FPGA that
/// it is given, but does not own it.
/// </summary>
public sealed class ProcessAccelerator : IAccelerator
{
    private readonly JobProgramSession _session;
    private readonly IAccelerator? _fpga;
    private readonly ProgramSettings _settings;
    private readonly JobProgram _program;

    /// <param name="program">The program and its place in a pipeline.</param>
    /// <param name="fpga">The FPGA that the position holds; null: none.</param>
    /// <param name="settings">How this board runs programs.</param>
    /// <param name="log">Gets level and line of the program's output.</param>
    /// <param name="findBitstream">Finds the packages that the program may load; null: those in its application's folder, and the one that is loaded.</param>
    public ProcessAccelerator(
        JobProgram program, IAccelerator? fpga, ProgramSettings settings, Action<string, string> log, Func<string, BitstreamPackage>? findBitstream = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(settings);
        _program = program;
        _fpga = fpga;
        _settings = settings;
        _session = new JobProgramSession(settings, fpga, findBitstream ?? ProgramBitstreams.Of(program.Start.Folder), log);
    }

    /// <summary>The FPGA's kind; <c>program</c> without one.</summary>
    public string Kind => _fpga?.Kind ?? "program";

    public BitstreamPackage? Loaded => _fpga?.Loaded;

    public int MaxRunsInFlight => _settings.ChunksInFlight;

    /// <summary>Number of the process; 0 before it runs.</summary>
    public int ProcessId => _session.ProcessId;

    /// <summary>What limits the process, and how; empty before it runs.</summary>
    public string Limits => _session.Limits;

    /// <summary>Starts the program; ends when its set-up has.</summary>
    /// <exception cref="UserProgramException">It crashed, hung or misbehaved before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _session.StartAsync(
            _program.Start,
            new WelcomeHeader
            {
                Role = "job",
                Application = _program.Application,
                Task = _program.JobName,
                Peer = _program.Job,
                Folder = Path.GetFullPath(_program.Start.Folder),
                Configuration = JsonElement.Parse(_program.Configuration.Length == 0 ? "{}" : _program.Configuration),
                Fpga = _fpga?.Kind,
                Position = _program.Position,
            },
            cancellationToken).ConfigureAwait(false);
        await Task.WhenAny(_session.Ready, _session.Completion).WaitAsync(cancellationToken).ConfigureAwait(false);
        // Why it ended says more than that it was not ready.
        if (_session.Completion.IsFaulted) await _session.Completion.ConfigureAwait(false);
        await _session.Ready.ConfigureAwait(false);
    }

    /// <summary>Loads the package on the FPGA behind the program.</summary>
    /// <exception cref="AcceleratorException">There is no FPGA, or it failed.</exception>
    public ValueTask LoadAsync(BitstreamPackage package, CancellationToken cancellationToken) =>
        _fpga?.LoadAsync(package, cancellationToken) ?? throw new AcceleratorException("This program has no FPGA.");

    /// <inheritdoc/>
    /// <remarks>A chunk that the program has is computed to its end, within the time limit of a chunk; cancellation takes effect before.</remarks>
    /// <exception cref="UserProgramException">The program crashed, hung or misbehaved.</exception>
    public ValueTask RunAsync(ReadOnlyMemory<byte> input, Memory<byte> output, int imageCount, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _session.RunAsync(input, output, imageCount);
    }

    /// <summary>Asks the program to stop and waits until it has.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session.ProcessId != 0) await _session.StopAsync("The job is over.").ConfigureAwait(false);
        await _session.DisposeAsync().ConfigureAwait(false);
    }
}

/// <summary>A program as one position of a pipeline.</summary>
/// <param name="Start">The program.</param>
/// <param name="Application">Name of the application.</param>
/// <param name="JobName">Name of the position's job.</param>
/// <param name="Job">The job's id.</param>
/// <param name="Position">The position, counted from 0.</param>
/// <param name="Configuration">The configuration as JSON; empty: none.</param>
public sealed record JobProgram(ProgramStart Start, string Application, string JobName, string Job, int Position, string Configuration);
