namespace Fard.Cli.CommandLine;

/// <summary>What the process tells the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The command was understood and failed.</summary>
    public const int Failure = 1;

    /// <summary>The command line or a file that it names is not usable as given.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl-C or SIGTERM ended the command: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
