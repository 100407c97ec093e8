using System.Diagnostics;

namespace Fard.Hardware.Tests.CSimulation;

/// <summary>Runs a program to its end.</summary>
internal static class ShellCommand
{
    /// <summary>Its exit code and all that it printed.</summary>
    public static async Task<(int ExitCode, string Report)> Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var report = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, report);
    }
}
