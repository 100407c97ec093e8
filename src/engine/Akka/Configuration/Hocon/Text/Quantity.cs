using System.Globalization;

namespace Akka.Configuration.Hocon.Text;

/// <summary>A number with a unit behind it, as durations and byte sizes are written.</summary>
internal static class Quantity
{
    /// <summary>Splits <c>1.5 MiB</c> into 1.5 and MiB; false where the text does not start with a number of at least 0.</summary>
    internal static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.AsSpan().Trim();
        var length = 0;
        while (length < trimmed.Length && (char.IsAsciiDigit(trimmed[length]) || trimmed[length] == '.'))
            length++;
        unit = trimmed[length..].TrimStart().ToString();
        return decimal.TryParse(trimmed[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
