using System.Text;

namespace Fard.MultiNode.Tests.Harness.Conducting;

/// <summary>One fact of a multi-node spec, seen from the test process: starts a process for each role, waits for all, and explains a failure.</summary>
internal sealed class SpecRun(Type spec, string fact, IReadOnlyList<Role> roles, TimeSpan limit)
{
    private const int LinesOfALog = 60;

    /// <summary>How long a process may take to end that was told to.</summary>
    public static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    /// <exception cref="HarnessException">A node failed, ended before its time, or did not come to its end.</exception>
    public async Task RunAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "multi-node", spec.Name, fact));
        var processes = new Dictionary<string, NodeProcess>();
        await using var conductor = new Conductor([.. roles.Select(role => role.Name)], role => processes[role]);
        try
        {
            foreach (var role in roles)
            {
                var process = new NodeProcess(spec, fact, role.Name, conductor.Port, Path.Combine(folder.FullName, $"{role}.log"));
                processes.Add(role.Name, process);
                _ = process.WhenExited.ContinueWith(exited => conductor.Exited(role.Name, exited.Result), TaskScheduler.Default);
            }

            await conductor.AllDone.WaitAsync(limit);
            // A node that is told that all are done ends by itself: its exit code says whether it could.
            foreach (var process in processes.Values.Where(process => !process.HasExited)) await process.WaitForExitAsync(EndTimeout);
        }
        catch (TimeoutException)
        {
            throw new HarnessException($"{spec.Name}.{fact} took more than {limit.TotalSeconds} s; still running: {string.Join(", ", conductor.Running)}.{Logs(processes)}");
        }
        catch (HarnessException exception)
        {
            throw new HarnessException($"{exception.Message}{Logs(processes)}");
        }
        finally
        {
            foreach (var process in processes.Values) await process.DisposeAsync();
        }
    }

    private static string Logs(Dictionary<string, NodeProcess> processes)
    {
        var logs = new StringBuilder();
        foreach (var (role, process) in processes)
        {
            var lines = process.Log.Split(Environment.NewLine);
            logs.AppendLine().AppendLine().AppendLine($"=== {role}: {process.LogFile}{(lines.Length > LinesOfALog ? $" (last {LinesOfALog} of {lines.Length} lines)" : "")}");
            logs.AppendJoin(Environment.NewLine, lines.TakeLast(LinesOfALog));
        }

        return logs.ToString();
    }
}
