using Fard.Cli.CommandLine;
using Fard.Cli.Commands;

namespace Fard.Cli.Tests.Commands;

/// <summary>A command that ran in this process, with what it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, outputIsTerminal: false, errorIsTerminal: false);
        var exitCode = await FardCommand.RunAsync(arguments, terminal, TimeProvider.System);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A user's mistake: an error that says something, no stack trace.</summary>
    public void ShouldBeMistake(int exitCode, string saying)
    {
        ExitCode.ShouldBe(exitCode, Error);
        Error.ShouldContain(saying);
        Error.ShouldNotContain("   at ");
        Error.ShouldNotContain("defect");
        Output.ShouldNotContain("   at ");
    }
}
