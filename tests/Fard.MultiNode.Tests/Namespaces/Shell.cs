using System.ComponentModel;
using System.Diagnostics;

namespace Fard.MultiNode.Tests.Namespaces;

/// <summary>Short commands such as <c>ip</c> and <c>tc</c>.</summary>
internal static class Shell
{
    /// <summary>Runs a command; what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static string Run(params string[] command)
    {
        var (output, error) = Try(command);
        return error is null ? output : throw new InvalidOperationException($"{string.Join(' ', command)}: {error}");
    }

    /// <summary>Runs a command; what it printed, and why it failed.</summary>
    public static (string Output, string? Error) Try(params string[] command)
    {
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1)) info.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(info)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (output, process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {error.Result.Trim()}");
        }
        catch (Win32Exception exception)
        {
            return ("", $"{command[0]} cannot be started ({exception.Message}); is it installed?");
        }
    }
}
