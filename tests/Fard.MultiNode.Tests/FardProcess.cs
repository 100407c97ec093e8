using System.Diagnostics;
using System.Text;

namespace Fard.MultiNode.Tests;

/// <summary>One run of the <c>fard</c> command as a user starts it: a process of its own.</summary>
internal sealed class FardProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiters = [];

    private FardProcess(Process process) => _process = process;

    public int Pid => _process.Id;

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

    public static FardProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static FardProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fard.dll"));
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var run = new FardProcess(new Process { StartInfo = info });
        run._process.OutputDataReceived += (_, line) => run.OnLine(run._output, line.Data);
        run._process.ErrorDataReceived += (_, line) => run.OnLine(run._error, line.Data);
        run._process.Start();
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
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
            throw new TimeoutException($"fard did not end within {timeout.TotalSeconds} s.{Environment.NewLine}{Log}");
        }
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>, as <c>kill</c> does.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void OnLine(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (_output)
        {
            to.AppendLine(line);
            foreach (var waiter in _waiters.Where(w => w.Wanted(line)).ToList())
            {
                waiter.Found.TrySetResult(line);
                _waiters.Remove(waiter);
            }
        }
    }
}
