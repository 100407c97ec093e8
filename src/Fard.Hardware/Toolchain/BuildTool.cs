using System.ComponentModel;
using System.Diagnostics;
using Fard.Hardware.Accelerators;

namespace Fard.Hardware.Toolchain;

/// <summary>A compiler, simulator or synthesis tool as a program.</summary>
/// <param name="purpose">What it is needed for; errors begin with it.</param>
/// <param name="command">A command on the path, or a file.</param>
/// <param name="role">What it is, as in "the compiler".</param>
/// <param name="remedy">What to do where it is missing.</param>
internal sealed class BuildTool(string purpose, string command, string role, string remedy)
{
    private const int LongestReport = 4000;

    public static BuildTool Compiler(string purpose, string command) =>
        new(purpose, command, "the compiler", "Install g++ (Debian: apt install g++), or name another compiler.");

    /// <summary>What it says of its version.</summary>
    /// <exception cref="AcceleratorException">It is missing or does not answer.</exception>
    public Task<string> VersionAsync(CancellationToken cancellationToken, string option = "--version") =>
        RunAsync(Environment.CurrentDirectory, [option], cancellationToken);

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
                throw new AcceleratorException($"{purpose}: {command} failed with exit code {process.ExitCode}: {report[..Math.Min(report.Length, LongestReport)].TrimEnd()}");
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
            throw new AcceleratorException($"{purpose}: {role} '{command}' cannot be started ({missing.Message}). {remedy}", missing);
        }
    }
}
