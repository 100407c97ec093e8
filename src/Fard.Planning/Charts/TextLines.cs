using System.Collections.Immutable;

namespace Fard.Planning.Charts;

/// <summary>Breaks texts into lines.</summary>
internal static class TextLines
{
    /// <summary>The lines of a text, broken at spaces; a word that is longer than a line has one of its own. At least one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Its font size, pixels.</param>
    /// <param name="width">Of a line, pixels.</param>
    public static ImmutableArray<string> Of(string text, double size, double width)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && SvgCanvas.WidthOf(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines.DrainToImmutable();
    }
}
