using System.CommandLine;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Cli.Commands.Apps;

namespace Fard.Cli.Commands;

/// <summary>The <c>fard</c> command: every subcommand, and the one place where a failure becomes an error message and an exit code.</summary>
internal static class FardCommand
{
    /// <summary>After Ctrl-C or SIGTERM a board finishes the positions that it has (fard.board.drain-timeout) and a member leaves the cluster; each bounds itself.</summary>
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync(string[] args, Terminal terminal, TimeProvider time)
    {
        var root = Create(terminal, time);
        var parse = root.Parse(args);
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationGrace,
            Output = terminal.RawOutput,
            Error = terminal.RawError,
        };
        try
        {
            var exitCode = await parse.InvokeAsync(configuration).ConfigureAwait(false);
            return parse.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
        }
        catch (Exception failure)
        {
            return ErrorReport.Print(terminal, failure);
        }
    }

    private static RootCommand Create(Terminal terminal, TimeProvider time) =>
        new("Runs neural networks, split into pipelines, on a cluster of small FPGA boards.")
        {
            DemoCommand.Create(terminal, time),
            InferCommand.Create(terminal),
            SubmitCommand.Create(terminal, time),
            AppsCommand.Create(terminal),
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
        };
}
