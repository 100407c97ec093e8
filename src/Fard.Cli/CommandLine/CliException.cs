namespace Fard.Cli.CommandLine;

/// <summary>A mistake or a failure that the user can do something about: what is wrong, and the next step in one line.</summary>
internal sealed class CliException(string message, string? nextStep = null, int exitCode = ExitCodes.Failure, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string? NextStep { get; } = nextStep;

    public int ExitCode { get; } = exitCode;
}
