using Spectre.Console;

namespace Fard.Cli.CommandLine;

/// <summary>
/// Where a command writes: results to standard output, progress and errors to standard error, so that output can be piped while a person watches.
/// Colour and live progress only on terminals.
/// </summary>
internal sealed class Terminal
{
    public Terminal(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal)
    {
        RawOutput = output;
        RawError = error;
        Output = CreateConsole(output, outputIsTerminal);
        Error = CreateConsole(error, errorIsTerminal);
        ErrorIsTerminal = errorIsTerminal;
        OutputIsTerminal = outputIsTerminal;
    }

    public IAnsiConsole Output { get; }

    public IAnsiConsole Error { get; }

    /// <summary>Standard output without wrapping or markup, for JSON and other text that programs read.</summary>
    public TextWriter RawOutput { get; }

    public TextWriter RawError { get; }

    public bool ErrorIsTerminal { get; }

    public bool OutputIsTerminal { get; }

    /// <summary>A line of results, in colour on a terminal.</summary>
    public void WriteLine(string text, Tone tone)
    {
        Write(text, tone);
        RawOutput.WriteLine();
        RawOutput.Flush();
    }

    /// <summary>A part of a line of results, in colour on a terminal.</summary>
    public void Write(string text, Tone tone)
    {
        if (OutputIsTerminal && StyleOf(tone) is { } style)
            Output.Write(new Markup(Markup.Escape(text), style));
        else
            RawOutput.Write(text);
    }

    private static Style? StyleOf(Tone tone) => tone switch
    {
        Tone.Good => new Style(Color.Green),
        Tone.Warning => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => null,
    };

    public static Terminal ForProcess() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);

    private static IAnsiConsole CreateConsole(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            // A pipe has no width: wide enough that no table is folded.
            console.Profile.Width = 200;
        }

        return console;
    }
}
