using System.Globalization;
using System.Text.RegularExpressions;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams;

/// <summary>How configuration names a package: its name and, for a package that covers any range, the layers: <c>cnvW2A2-cifar10@0..5</c>.</summary>
/// <param name="Name">The package's folder: letters, digits, dot, dash and underscore, at most 64, the first a letter or digit.</param>
/// <param name="Layers">The layers after the <c>@</c>, or null where nothing is said.</param>
public sealed partial record BitstreamReference(string Name, LayerRange? Layers)
{
    /// <summary>Reads <c>name</c> or <c>name@first..last</c>.</summary>
    /// <exception cref="BitstreamPackageException">The text is neither.</exception>
    public static BitstreamReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new BitstreamPackageException(
                $"'{text}'", "that is no package name. Write name or name@first..last, as in cnvW2A2-cifar10@0..5 (letters, digits, '.', '-', '_').");
        }

        var name = match.Groups["name"].Value;
        if (!match.Groups["first"].Success)
            return new BitstreamReference(name, null);
        return new BitstreamReference(name, new LayerRange(Number(match.Groups["first"]), Number(match.Groups["last"])));
    }

    /// <summary>Whether <paramref name="name"/> can name a package.</summary>
    public static bool IsName(string name) => Pattern().Match(name) is { Success: true } match && !match.Groups["first"].Success;

    public override string ToString() => Layers is { } layers ? $"{Name}@{layers}" : Name;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<name>[A-Za-z0-9][A-Za-z0-9._-]{0,63})(@(?<first>[0-9]{1,4})\.\.(?<last>[0-9]{1,4}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
