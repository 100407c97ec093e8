using System.CommandLine;
using System.Globalization;

namespace Fard.Cli.Commands;

/// <summary>Options that several commands have; one spelling and one meaning everywhere.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    public static Option<FileInfo?> Scores() => new("--scores")
    {
        Description = "Write all scores to this file: per image 64 signed 16-bit little-endian numbers.",
        HelpName = "OUT",
    };

    public static Option<string[]> Images() => new("--images")
    {
        Description = "CIFAR-10 binary files, PNGs, or folders of PNGs; other sizes are resized to the network's input "
            + "(area average when shrinking, bilinear when enlarging, no cropping).",
        HelpName = "PATH",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>A whole number within a range; anything else is a usage error that says the range.</summary>
    public static Option<int> Number(string name, string description, int standard, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} ({least} to {most})", DefaultValueFactory = _ => standard, HelpName = "N" };
        option.Validators.Add(result =>
        {
            // What is no number at all is the parser's own error.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
                result.AddError($"{name} takes a whole number from {least} to {most}, not {value}.");
        });
        return option;
    }
}
