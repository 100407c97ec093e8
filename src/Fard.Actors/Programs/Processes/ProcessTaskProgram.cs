using System.Text.Json;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Bitstreams;

namespace Fard.Actors.Programs.Processes;

/// <summary>A task's program in a process of its own: Python, or any language that speaks the protocol of docs/user-programs.md.</summary>
/// <param name="start">The program.</param>
/// <param name="settings">How this board runs programs.</param>
/// <param name="findBitstream">Finds the bitstream packages that it may load, by reference; null: those below <c>bitstreams/</c> in its application's folder.</param>
public sealed class ProcessTaskProgram(ProgramStart start, ProgramSettings settings, Func<string, BitstreamPackage>? findBitstream = null) : ITaskProgram
{
    private TaskProgramSession? _session;

    /// <summary>Number of the process; 0 before it runs.</summary>
    public int ProcessId => _session?.ProcessId ?? 0;

    /// <summary>What limits the process, and how; empty before it runs.</summary>
    public string Limits => _session?.Limits ?? "";

    /// <inheritdoc/>
    /// <exception cref="UserProgramException">The program crashed, or was ended because it hung or misbehaved.</exception>
    public async Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ready);
        var session = _session = new TaskProgramSession(context, settings, findBitstream ?? ProgramBitstreams.Of(start.Folder));
        try
        {
            await session.StartAsync(start, Welcome(context), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        await ((Task)Task.WhenAny(session.Ready, session.Completion)).WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (session.Ready.IsCompletedSuccessfully) ready();
        await session.Completion.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!session.Completion.IsCompleted) await session.StopAsync("The task is to stop.").ConfigureAwait(false);
        await session.Completion.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="UserProgramException">The program has ended.</exception>
    public ValueTask HandleAsync(TaskEvent received, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(received);
        return _session is { } session
            ? session.HandleAsync(received, cancellationToken)
            : throw new InvalidOperationException("The program does not run yet; events begin when it is ready.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync().ConfigureAwait(false);
    }

    private WelcomeHeader Welcome(ITaskContext context) => new()
    {
        Role = "task",
        Application = context.ApplicationId,
        Task = context.TaskName,
        Peer = context.PeerId,
        Folder = Path.GetFullPath(context.Folder),
        Configuration = JsonElement.Parse(context.Configuration.Length == 0 ? "{}" : context.Configuration),
        Fpga = context.Fpga?.Kind,
    };
}
