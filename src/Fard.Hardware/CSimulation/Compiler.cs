using System.ComponentModel;
using System.Diagnostics;
using Fard.Hardware.Accelerators;

namespace Fard.Hardware.CSimulation;

/// <summary>A C++ compiler as a program.</summary>
internal sealed class Compiler(string command)
{
    private const int LongestReport = 4000;

    /// <summary>What it says of its version.</summary>
    /// <exception cref="AcceleratorException">It is missing or does not answer.</exception>
    public Task<string> VersionAsync(CancellationToken cancellationToken) => RunAsync(Environment.CurrentDirectory, ["--version"], cancellationToken);

    /// <summary>Runs it and gives what it wrote to its standard output.</summary>
    /// <exception cref="AcceleratorException">It is missing, or it failed: the message holds what it wrote.</exception>
    public async Task<string> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var report = await errors.ConfigureAwait(false);
            if (process.ExitCode != 0)
                throw new AcceleratorException($"C simulation: {command} failed with exit code {process.ExitCode}: {report[..Math.Min(report.Length, LongestReport)].TrimEnd()}");
            return await output.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new AcceleratorException(
                $"C simulation: the compiler '{command}' cannot be started ({missing.Message}). Install g++ (Debian: apt install g++), or name another compiler.", missing);
        }
    }
}
