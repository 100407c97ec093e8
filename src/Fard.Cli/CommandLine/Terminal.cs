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
    }

    public IAnsiConsole Output { get; }

    public IAnsiConsole Error { get; }

    /// <summary>Standard output without wrapping or markup, for JSON and other text that programs read.</summary>
    public TextWriter RawOutput { get; }

    public TextWriter RawError { get; }

    public bool ErrorIsTerminal { get; }

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
