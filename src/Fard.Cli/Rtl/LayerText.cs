using System.Globalization;
using Fard.Cli.CommandLine;
using Fard.Networks.Description;

namespace Fard.Cli.Rtl;

/// <summary>Layer ranges as they are typed: <c>3</c>, <c>0-3</c> or <c>0..3</c>.</summary>
internal static class LayerText
{
    /// <param name="text">What was typed, or null for all layers.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="CliException">It is no range of the network's layers.</exception>
    public static LayerRange Parse(string? text, NetworkDescription network)
    {
        if (text is null)
            return network.WholeRange;
        var ends = text.Replace("..", "-", StringComparison.Ordinal).Split('-');
        if (ends.Length is 1 or 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && first <= last && last < network.Layers.Length)
        {
            return new LayerRange(first, last);
        }

        throw new CliException(
            $"'{text}' is no range of {network.Name}'s layers.", $"Give a layer or first-last within {network.WholeRange.First}-{network.WholeRange.Last}.", ExitCodes.Usage);
    }
}
