using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Fard.MultiNode.Tests.Processes;

/// <summary>A process of its own whose output is kept, and which ends with the spec.</summary>
internal class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiters = [];
    private readonly TextWriter? _file;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _pause;

    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="logFile">Gets every line too, as it comes.</param>
    protected ChildProcess(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string? logFile = null)
    {
        var info = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        _file = logFile is null ? null : TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        _process = new Process { StartInfo = info, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);
        _process.OutputDataReceived += (_, line) => OnLine(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => OnLine(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    /// <summary>Processor time that it has used so far: tells who works.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public Task<int> WhenExited => _exited.Task;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything that it printed, to explain a failure.</summary>
    public string Log
    {
        get
        {
            lock (_output)
                return $"--- standard output{Environment.NewLine}{_output}{Environment.NewLine}--- standard error{Environment.NewLine}{_error}";
        }
    }

    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>The first line of standard output or error, printed already or later, that is wanted.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, TimeSpan timeout)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_output)
        {
            if (_output.ToString().Split(Environment.NewLine).Concat(_error.ToString().Split(Environment.NewLine)).FirstOrDefault(wanted) is { } line)
                return line;
            _waiters.Add((wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(timeout);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No such line within {timeout.TotalSeconds} s.{Environment.NewLine}{Log}");
        }
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(timeout);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} did not end within {timeout.TotalSeconds} s.{Environment.NewLine}{Log}");
        }
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>, as <c>kill</c> does.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Stops it where it is (SIGSTOP) until <see cref="Resume"/>.</summary>
    public async Task PauseAsync()
    {
        // The shell resumes it when its own input closes, so also when this process dies: a stopped process could not notice that itself.
        var info = new ProcessStartInfo("sh") { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"kill -STOP {Pid} && echo stopped; read _; kill -CONT {Pid}"));
        _pause = Process.Start(info)!;
        if (await _pause.StandardOutput.ReadLineAsync() != "stopped") throw new InvalidOperationException($"Process {Pid} could not be stopped.");
    }

    public async Task ResumeAsync()
    {
        if (_pause is null) return;
        _pause.StandardInput.Close();
        await _pause.WaitForExitAsync();
        _pause.Dispose();
        _pause = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await ResumeAsync();
        _process.Dispose();
        if (_file is not null) await _file.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private void OnLine(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            to.AppendLine(line);
            _file?.WriteLine(line);
            foreach (var waiter in _waiters.Where(w => w.Wanted(line)).ToList())
            {
                waiter.Found.TrySetResult(line);
                _waiters.Remove(waiter);
            }
        }
    }
}
