using System.CommandLine;
using System.CommandLine.Parsing;
using Fard.Cli.CommandLine;
using Fard.Planning.Charts;

namespace Fard.Cli.Planning;

/// <summary>How a planning command reports: as text, CSV or JSON on standard output, and as charts in a folder.</summary>
internal sealed class ReportOptions
{
    private readonly Option<bool> _csv = new("--csv") { Description = "Print comma-separated values instead of text." };

    private readonly Option<bool> _json = Commands.CommonOptions.Json();

    private readonly Option<DirectoryInfo?> _svg = new("--svg") { Description = "Also draw charts into this folder.", HelpName = "DIR" };

    private readonly Option<ChartTheme> _theme = new("--theme")
    {
        Description = "Colours of the charts; automatic: light, and dark where the reader's system asks for it.",
        DefaultValueFactory = _ => ChartTheme.Automatic,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_csv);
        command.Options.Add(_json);
        command.Options.Add(_svg);
        command.Options.Add(_theme);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_csv) && result.GetValue(_json))
                result.AddError("--csv and --json exclude each other.");
        });
    }

    /// <summary>Prints the report asked for and draws the charts where a folder is given.</summary>
    public void Print(ParseResult parse, Terminal terminal, PlanningReport report)
    {
        terminal.RawOutput.Write(parse.GetValue(_csv) ? report.Csv() : parse.GetValue(_json) ? report.Json().TrimEnd('\n') + "\n" : report.Text());
        Draw(parse, terminal, report);
    }

    /// <summary>The same, with what was deployed.</summary>
    public void Print(ParseResult parse, Terminal terminal, PlanningReport report, AppliedApplication[] applied)
    {
        if (parse.GetValue(_json))
        {
            PlanApplication.PrintJson(terminal.RawOutput, report.Json(), applied);
            Draw(parse, terminal, report);
        }
        else
        {
            Print(parse, terminal, report);
            PlanApplication.Print(parse.GetValue(_csv) ? terminal.RawError : terminal.RawOutput, applied);
        }
    }

    /// <summary>Prints that boards have changed, on one line.</summary>
    public void Print(ParseResult parse, Terminal terminal, PlanChange change)
    {
        if (parse.GetValue(_json))
        {
            PlanApplication.PrintJson(terminal.RawOutput, change);
            return;
        }

        var writer = parse.GetValue(_csv) ? terminal.RawError : terminal.RawOutput;
        writer.WriteLine(change);
        writer.Flush();
    }

    private void Draw(ParseResult parse, Terminal terminal, PlanningReport report)
    {
        if (parse.GetValue(_svg) is not { } folder)
            return;
        folder.Create();
        foreach (var (fileName, svg) in report.Charts(parse.GetValue(_theme)))
        {
            var path = Path.Combine(folder.FullName, fileName);
            File.WriteAllText(path, svg);
            terminal.RawError.WriteLine($"drew {path}");
        }
    }
}

/// <summary>A result in every form that it can be reported in; only the forms asked for are made.</summary>
internal sealed record PlanningReport(Func<string> Text, Func<string> Csv, Func<string> Json, Func<ChartTheme, IEnumerable<(string FileName, string Svg)>> Charts);
