using System.CommandLine;
using Fard.Actors.Members;
using Fard.Cli.CommandLine;
using Fard.Cli.Installation;
using Fard.Hardware.Boards;
using Fard.Hardware.Zynq.Doctor;
using Fard.Hardware.Zynq.Linux;
using Spectre.Console;

namespace Fard.Cli.Commands;

/// <summary><c>fard board doctor</c>: looks at this board's Linux for what a zynq device needs, and changes nothing.</summary>
internal static class BoardDoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var config = new Option<FileInfo>("--config")
        {
            Description = "The member's HOCON file, which names the board and how it is reached (fard.board.type, fard.board.zynq).",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(InstalledFiles.Configurations, "board.conf")),
            HelpName = "FILE",
        };
        var root = new Option<DirectoryInfo?>("--root") { Description = "The folder where the board's /sys, /dev and /lib start, instead of /.", HelpName = "DIR" };
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Checks this board for all that running bitstreams takes. Exits with 1 if something is missing.") { config, root, json };
        command.SetAction(parse =>
        {
            var settings = MemberConfiguration.Load(parse.GetRequiredValue(config).FullName);
            var options = ConfiguredDevice.Zynq(settings);
            if (parse.GetValue(root) is { } folder)
                options = options with { Files = new BoardFiles(folder.FullName) };
            var board = BoardCatalog.Find(settings.GetString("fard.board.type", "") ?? "");
            var findings = new BoardDoctor(board, options, Environment.IsPrivilegedProcess).Examine();
            if (parse.GetValue(json))
                JsonOutput.Write(terminal.RawOutput, findings.Select(finding => new FindingRow(finding)));
            else
                Print(terminal, findings);
            return findings.Any(finding => finding.Severity == Severity.Problem) ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }

    private static void Print(Terminal terminal, IReadOnlyCollection<Finding> findings)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("check", "", "found", "what to do");
        foreach (var finding in findings)
            table.AddRow(Markup.Escape(finding.Check), Mark(finding.Severity), Markup.Escape(finding.Found), Markup.Escape(finding.Advice));
        terminal.Output.Write(table);
        var problems = findings.Count(finding => finding.Severity == Severity.Problem);
        terminal.RawOutput.WriteLine(problems == 0 ? "This board can run bitstreams, as far as Linux tells." : $"{problems} of {findings.Count} checks keep this board from running bitstreams.");
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Fine => "[green]ok[/]",
        Severity.Note => "[yellow]note[/]",
        _ => "[red]problem[/]",
    };

    private sealed record FindingRow(string Check, string Severity, string Found, string Advice)
    {
        public FindingRow(Finding finding)
            : this(finding.Check, finding.Severity.ToString().ToLowerInvariant(), finding.Found, finding.Advice)
        {
        }
    }
}
