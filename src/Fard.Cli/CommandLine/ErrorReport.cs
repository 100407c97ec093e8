namespace Fard.Cli.CommandLine;

/// <summary>Turns a failure into an error message: what is wrong, the next step in one line, and no stack trace for what a user can mend.</summary>
internal static class ErrorReport
{
    /// <summary>Prints to standard error and returns the exit code.</summary>
    public static int Print(Terminal terminal, Exception failure)
    {
        var (message, nextStep, exitCode) = Explain(failure);
        terminal.RawError.WriteLine(message is null ? string.Empty : $"error: {message}");
        if (nextStep is not null)
            terminal.RawError.WriteLine($"  {nextStep}");
        return exitCode;
    }

    private static (string? Message, string? NextStep, int ExitCode) Explain(Exception failure) => failure switch
    {
        CliException e => (e.Message, e.NextStep, e.ExitCode),
        OperationCanceledException => ("interrupted", null, ExitCodes.Interrupted),
        _ when KnownFailures.IsUsersToMend(failure) => (failure.Message, null, ExitCodes.Failure),
        _ => ($"this should not have happened, and is a defect of fard: {failure}", "Please report it with the text above.", ExitCodes.Failure),
    };
}
