using System.Globalization;
using System.Numerics;

namespace Akka.Configuration.Hocon.Text;

internal static class HoconNumber
{
    internal static T Parse<T>(string text, string expected)
        where T : INumber<T>
    {
        var style = typeof(T) == typeof(float) || typeof(T) == typeof(double) || typeof(T) == typeof(decimal)
            ? NumberStyles.Float
            : NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return T.TryParse(text, style, CultureInfo.InvariantCulture, out var number) ? number : throw NotA(expected, text);
    }

    /// <summary>Whether a key of an object is an index of an array.</summary>
    internal static bool TryIndex(string key, out int index) =>
        int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    internal static ConfigurationException NotA(string expected, string found) =>
        new($"Expected a {expected}, found '{(found.Length > 80 ? found[..80] + "..." : found)}'.");
}
