using System.CommandLine;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Commands.Apps;

/// <summary><c>fard apps</c>: the applications of a running cluster.</summary>
internal static class AppsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("apps", "The applications of a running cluster: sends them, shows their tasks and output, restarts and kills them.");
        foreach (var subcommand in AppTaskCommands.All(terminal)) command.Subcommands.Add(subcommand);
        return command;
    }
}
