using System.Diagnostics;
using System.Text.Json;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Processes;

/// <summary>
/// A cluster member in a process of its own: <c>fard head</c> or <c>fard board</c>. It announces itself on standard output once it is up,
/// and leaves the cluster when its standard input ends, so that it cannot outlive the process that started it.
/// </summary>
internal sealed class MemberProcess : IAsyncDisposable
{
    private const int TailLines = 40;

    private readonly Process _process;
    private readonly OutputTail _tail = new(TailLines);
    private readonly TaskCompletionSource<MemberAnnouncement> _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;

    private MemberProcess(string role, Process process, TimeProvider time)
    {
        Role = role;
        _process = process;
        _time = time;
    }

    public string Role { get; }

    public int Pid => _process.Id;

    /// <summary>The last lines of its output.</summary>
    public string Tail => _tail.ToString();

    public static MemberProcess Start(string role, IEnumerable<string> arguments, TimeProvider time)
    {
        var info = FardExecutable.StartInfo([role, .. arguments, "--json", "--until-stdin-closes"]);
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        var member = new MemberProcess(role, process, time);
        process.OutputDataReceived += (_, line) => member.OnOutput(line.Data);
        process.ErrorDataReceived += (_, line) => member.OnError(line.Data);
        process.Exited += (_, _) => member.OnExited();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return member;
    }

    /// <summary>Waits until the member says that it is up.</summary>
    /// <exception cref="CliException">It ended first, or did not come up in time; the message carries the end of its output.</exception>
    public async Task<MemberAnnouncement> WaitUntilUpAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await _up.Task.WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new CliException(
                $"The {Role} process (pid {Pid}) was not up after {timeout.TotalSeconds:0} s. The end of its output:{Environment.NewLine}{Tail}",
                "Look for a firewall between loopback ports, or a machine too busy to answer heart beats.");
        }
    }

    /// <summary>Asks the member to leave, waits for it, and ends it by force when it does not.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(grace, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync().ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        _process.Dispose();
    }

    private void OnOutput(string? line)
    {
        if (line is null)
            return;
        _tail.Add(line);
        if (MemberAnnouncement.TryParse(line) is { } announcement)
            _up.TrySetResult(announcement);
    }

    private void OnError(string? line)
    {
        if (line is not null)
            _tail.Add(line);
    }

    private void OnExited() => _up.TrySetException(new CliException(
        $"The {Role} process ended with exit code {_process.ExitCode} before it was up. The end of its output:{Environment.NewLine}{Tail}",
        $"Run 'fard {Role} --config FILE' by hand to see more."));
}
