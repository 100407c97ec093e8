using System.Globalization;
using System.Text;

namespace Fard.Actors.Telemetry.Prometheus;

/// <summary>Names and values as they stand in Prometheus' text format, by OpenTelemetry's rules for names in Prometheus.</summary>
/// <remarks>
/// https://prometheus.io/docs/instrumenting/exposition_formats and https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics.
/// </remarks>
public static class PrometheusText
{
    /// <summary>The name of a metric: what no name may have becomes an underscore; the unit, and <c>total</c> for a counter, stand behind it.</summary>
    /// <param name="unit">As in UCUM, such as <c>s</c> or <c>By</c>; what is counted, such as <c>{image}</c>, is no unit.</param>
    public static string Name(string name, string? unit, bool isCounter)
    {
        var text = Identifier(name);
        var suffix = UnitOf(unit, isCounter);
        if (suffix.Length > 0 && !text.EndsWith($"_{suffix}", StringComparison.Ordinal)) text += $"_{suffix}";
        return isCounter && !text.EndsWith("_total", StringComparison.Ordinal) ? $"{text}_total" : text;
    }

    /// <summary>Labels, ordered by name, without braces; empty: there are none.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new (string Name, string Value)[tags.Length];
        for (var i = 0; i < tags.Length; i++) labels[i] = (Identifier(tags[i].Key), Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "");
        Array.Sort(labels, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return string.Join(',', labels.Select(label => $"{label.Name}=\"{Value(label.Value)}\""));
    }

    internal static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    /// <summary>A number.</summary>
    internal static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ when double.IsNaN(value) => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A description, which ends with its line.</summary>
    internal static string Help(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Value(string text) => Help(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Identifier(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            var valid = char.IsAsciiLetterOrDigit(letter) && !(text.Length == 0 && char.IsAsciiDigit(letter));
            if (valid) text.Append(letter);
            else if (text.Length == 0 || text[^1] != '_') text.Append('_');
        }

        return text.Length == 0 ? "_" : text.ToString();
    }

    private static string UnitOf(string? unit, bool isCounter) => unit switch
    {
        null or "" => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        "ns" => "nanoseconds",
        "min" => "minutes",
        "h" => "hours",
        "By" => "bytes",
        "KiBy" => "kibibytes",
        "MiBy" => "mebibytes",
        "Hz" => "hertz",
        "%" => "percent",
        "1" => isCounter ? "" : "ratio",
        _ when unit[0] == '{' => "",
        _ => Identifier(unit),
    };
}
