using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Fard.Actors.Members;
using Fard.Cli.Clusters;
using Fard.Cli.Clusters.Following;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Commands;

/// <summary>The <c>fard</c> command: every subcommand, and the one place where a failure becomes an error message and an exit code.</summary>
internal static class FardCommand
{
    /// <summary>After Ctrl-C or SIGTERM a board finishes the positions that it has (fard.board.drain-timeout) and a member leaves the cluster; each bounds itself.</summary>
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromMinutes(10);

    /// <param name="connect">Joins the cluster that a command looks at; null: a real one.</param>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, TimeProvider time, ConnectToCluster? connect = null)
    {
        var root = Create(terminal, time, connect ?? ClusterConnection.ConnectAsync);
        var parse = root.Parse(args);
        if (parse.Action is ParseErrorAction mistake)
            (mistake.ShowTypoCorrections, mistake.ShowHelp) = (false, false);
        // A submission in the background is not this terminal's to interrupt.
        var isBackground = args.Contains(BackgroundSubmission.Option);
        using var interrupt = isBackground ? PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true) : null;
        using var hangUp = isBackground ? PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true) : null;
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = isBackground ? null : TerminationGrace,
            Output = terminal.RawOutput,
            Error = terminal.RawError,
        };
        try
        {
            var exitCode = await parse.InvokeAsync(configuration).ConfigureAwait(false);
            if (parse.Errors.Count == 0)
                return exitCode;
            var command = string.Join(' ', CommandPath(parse.CommandResult));
            terminal.RawError.WriteLine(Meant(parse) is { } meant ? $"  Did you mean {meant}? See '{command} --help'." : $"  See '{command} --help'.");
            return ExitCodes.Usage;
        }
        catch (Exception failure)
        {
            return ErrorReport.Print(terminal, failure);
        }
    }

    // The command or option that comes nearest to the first word that is none.
    private static string? Meant(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var known = command.Subcommands.Where(sub => !sub.Hidden).Select(sub => sub.Name).Concat(command.Options.Where(option => !option.Hidden).Select(option => option.Name));
        return parse.UnmatchedTokens is [var first, ..] ? Names.Nearest(first, known) : null;
    }

    private static IEnumerable<string> CommandPath(SymbolResult result)
    {
        var names = new Stack<string>();
        for (var part = result; part is not null; part = part.Parent)
        {
            if (part is CommandResult { Command: not RootCommand } command)
                names.Push(command.Command.Name);
        }

        return names.Prepend("fard");
    }

    private static RootCommand Create(Terminal terminal, TimeProvider time, ConnectToCluster connect)
    {
        var root = new RootCommand("Runs neural networks, split into pipelines, on a cluster of small FPGA boards.")
        {
            DemoCommand.Create(terminal, time),
            InferCommand.Create(terminal),
            SubmitCommand.Create(terminal, time, connect),
            MemberCommand.Create(FardRoles.Head, terminal),
            MemberCommand.Create(FardRoles.Board, terminal),
            ServeCommand.Create(terminal),
            TokenCommand.Create(terminal),
            BitstreamCommand.Create(terminal),
            SplitCommand.Create(terminal),
            PlanCommand.Create(terminal, time),
            TrainCommand.Create(terminal),
            FoldCommand.Create(terminal),
            RtlCommand.Create(terminal),
            ClientBridgeCommand.Create(),
        };
        foreach (var command in ClusterCommands.Create(terminal, time, connect))
            root.Subcommands.Add(command);
        return root;
    }
}
