using System.Diagnostics;
using Fard.Actors.Jobs;
using Fard.Cli.Processes;

namespace Fard.Cli.Clusters.Following;

/// <summary>
/// <c>fard submit</c> in a process of its own. It feeds the job's images and collects its results; neither Ctrl-C nor the end of the terminal reaches it, so
/// that the job goes on when nobody follows it any more.
/// </summary>
internal sealed class BackgroundSubmission : IDisposable
{
    /// <summary>Says to <c>fard submit</c> that it is one.</summary>
    public const string Option = "--background";

    private readonly Process _process;

    private BackgroundSubmission(Process process) => _process = process;

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <param name="arguments">Those of the submission: application, images and so on.</param>
    public static BackgroundSubmission Start(JobId job, JobFolder folder, IEnumerable<string> arguments)
    {
        var direct = FardExecutable.StartInfo(["submit", .. arguments, "--id", job.ToString(), Option, folder.ReportOf(job)]);
        var info = new ProcessStartInfo { UseShellExecute = false, CreateNoWindow = true };
        if (OperatingSystem.IsWindows())
        {
            info.FileName = direct.FileName;
        }
        else
        {
            // Whoever reads this process's output has its end when it ends, not when the job does.
            info.FileName = "/bin/sh";
            foreach (var part in (string[])["-c", "trap '' INT HUP; log=$1; shift; exec \"$@\" </dev/null >\"$log\" 2>&1", "fard", folder.LogOf(job), direct.FileName])
                info.ArgumentList.Add(part);
        }

        foreach (var argument in direct.ArgumentList)
            info.ArgumentList.Add(argument);
        return new BackgroundSubmission(Process.Start(info)!);
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public void Dispose() => _process.Dispose();
}
