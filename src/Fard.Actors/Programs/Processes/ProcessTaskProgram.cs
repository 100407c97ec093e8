using System.Text.Json;
using Fard.Actors.Programs.Processes.Protocol;
using Fard.Hardware.Bitstreams;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>A task's program in a process of its own: Python, or any language that speaks the protocol of docs/user-programs.md.</summary>
internal sealed class ProcessTaskProgram(ProgramSource source, ProgramSettings settings, Func<string, BitstreamPackage> findBitstream) : ITaskProgram
{
    private TaskProgramSession? _session;

    /// <summary>Number of the process; 0 before it runs.</summary>
    public int ProcessId => _session?.ProcessId ?? 0;

    /// <summary>What limits the process, and how; empty before it runs.</summary>
    public string Limits => _session?.Limits ?? "";

    /// <inheritdoc/>
    /// <exception cref="ProgramException">The program crashed, or was ended because it hung or misbehaved.</exception>
    public async Task RunAsync(ITaskContext context, Action ready, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ready);
        var session = _session = new TaskProgramSession(context, settings, findBitstream);
        try
        {
            await session.StartAsync(source, Welcome(context), stopping).ConfigureAwait(false);
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
    /// <exception cref="ProgramException">The program has ended.</exception>
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
