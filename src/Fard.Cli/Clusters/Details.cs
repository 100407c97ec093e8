using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary>Lines of a name and a value, the values below each other.</summary>
internal sealed class Details(Terminal terminal)
{
    private const int NameWidth = 14;

    public Details Line(string name, string value)
    {
        terminal.RawOutput.WriteLine($"{(name + ":").PadRight(NameWidth)} {(value.Length == 0 ? "-" : value.ReplaceLineEndings(" "))}");
        return this;
    }
}
