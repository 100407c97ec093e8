using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Fard.Actors.Programs.Processes.Limits;
using Fard.Programs;

namespace Fard.Actors.Programs.Processes;

/// <summary>A user program's operating system process: its environment, its limits, its output, its end.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    // The board's own environment may hold secrets; a program gets what it needs to find itself and the board's hardware libraries.
    private static readonly string[] Inherited = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "XILINX_XRT", "BOARD"];

    private const int Terminate = 15;
    private const int MaxLine = 4096;

    private readonly ProgramSettings _settings;
    private readonly Process _process;
    private readonly ProcessLimiter _limiter;
    private readonly ProgramOutput _output;
    private readonly Task _reading;

    private ProgramProcess(ProgramSettings settings, Process process, ProcessLimiter limiter, ProgramOutput output)
    {
        _settings = settings;
        _process = process;
        _limiter = limiter;
        _output = output;
        Id = process.Id;
        _reading = Task.WhenAll(output.ReadAsync(process.StandardOutput, "info"), output.ReadAsync(process.StandardError, "error"));
        Exited = process.WaitForExitAsync();
    }

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Ends when it has ended.</summary>
    public Task Exited { get; }

    /// <summary>What limits it.</summary>
    public string Limits => _limiter.Description;

    /// <param name="log">Gets level and line of its output.</param>
    /// <exception cref="ProgramException">It cannot be started.</exception>
    public static ProgramProcess Start(ProgramSource source, ProgramSettings settings, ProgramSocket socket, Action<string, string> log)
    {
        var command = ProgramCommand.Of(source, settings);
        var limiter = new ProcessLimiter(source.Limits, Path.GetFileName(Path.GetDirectoryName(socket.FilePath))!);
        var wrapped = limiter.Wrap(command);
        var info = new ProcessStartInfo(wrapped[0], wrapped.AsSpan()[1..].ToArray())
        {
            WorkingDirectory = Path.GetFullPath(source.Folder),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) info.Environment[name] = value;
        }

        info.Environment["FARD_PROGRAM_SOCKET"] = socket.FilePath;
        info.Environment["FARD_PROGRAM_SECRET"] = socket.Secret;
        info.Environment["PYTHONPATH"] = settings.PythonPath;
        info.Environment["PYTHONUNBUFFERED"] = "1";
        // The application's folder is read only, and shared by everything that runs from it.
        info.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            var process = Process.Start(info)!;
            process.StandardInput.Close();
            return new ProgramProcess(settings, process, limiter, new ProgramOutput(log, settings.LogLinesPerSecond, settings.Time));
        }
        catch (Exception failure) when (failure is Win32Exception or IOException)
        {
            limiter.Dispose();
            throw new ProgramException($"The program {source.MainFile} cannot be started: {failure.Message}", failure);
        }
    }

    /// <summary>Logs a line that the program sent otherwise than by its output, under the same limit.</summary>
    public void Log(string level, string line) => _output.Line(level, line.Length > MaxLine ? line[..MaxLine] : line);

    /// <summary>How it ended, and the last lines of its output; after its end.</summary>
    public async Task<string> DescribeEndAsync()
    {
        await Exited.ConfigureAwait(false);
        await ReadRestAsync().ConfigureAwait(false);
        var code = _process.ExitCode;
        var how = code > 128 && code - 128 < 65 ? $"signal {code - 128}{(code - 128 == 9 ? ", as when memory runs out" : "")}" : $"exit code {code}";
        var tail = _output.Tail;
        return tail.Length == 0 ? $"It ended with {how}, without a word." : $"It ended with {how}. The end of its output:\n{tail}";
    }

    /// <summary>Waits until it has ended: by itself within a time, else by SIGTERM, else by SIGKILL.</summary>
    /// <param name="grace">How long it may take by itself.</param>
    public async Task EndAsync(TimeSpan grace)
    {
        if (await EndsWithinAsync(grace).ConfigureAwait(false)) return;
        _ = Signal(Id, Terminate);
        if (await EndsWithinAsync(_settings.TerminateGrace).ConfigureAwait(false)) return;
        Kill();
        await Exited.ConfigureAwait(false);
    }

    /// <summary>Ends it and its children at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended meanwhile, or a child of it has.
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited.ConfigureAwait(false);
        _limiter.Dispose();
        await ReadRestAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    // A grandchild that lives on may hold the pipes open.
    private async Task ReadRestAsync()
    {
        try
        {
            await _reading.WaitAsync(_settings.TerminateGrace, _settings.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Disposing the process closes them.
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        if (Exited.IsCompleted) return true;
        if (time <= TimeSpan.Zero) return false;
        try
        {
            await Exited.WaitAsync(time, _settings.Time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
