using System.Globalization;
using System.Text.Json;

namespace Fard.Benchmarks;

/// <summary>A figure beside what it is compared with.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Such as msg/s; a rate is better when higher, everything else when lower.</param>
/// <param name="Value">Median of the rounds.</param>
/// <param name="Best">Best of the rounds.</param>
/// <param name="Reference">The figure of Akka.NET 1.5.30 on another machine with two cores; null: none known.</param>
/// <param name="Note">What else there is to say, such as bytes allocated per message.</param>
internal sealed record Figure(string Name, string Unit, double Value, double Best, double? Reference = null, string Note = "")
{
    /// <summary>How many times as good as the reference.</summary>
    public double? Ratio => Reference is not { } reference ? null : IsRate ? Value / reference : reference / Value;

    private bool IsRate => Unit.EndsWith("/s", StringComparison.Ordinal);

    public static Figure Of(string name, string unit, IReadOnlyList<double> rounds, double? reference = null, string note = "")
    {
        var sorted = rounds.Order().ToArray();
        var rate = unit.EndsWith("/s", StringComparison.Ordinal);
        return new Figure(name, unit, sorted[sorted.Length / 2], rate ? sorted[^1] : sorted[0], reference, note);
    }
}

/// <summary>Prints figures as a table or as JSON.</summary>
internal static class FigureTable
{
    public static void PrintHeading(string text, bool json)
    {
        if (json) return;
        Console.WriteLine(text);
        Console.WriteLine($"{"",-52} {"median",16} {"best",16} {"Akka.NET 1.5.30",16} {"times as good",14}");
    }

    /// <summary>Shows a figure as soon as it is there.</summary>
    public static void Print(Figure figure, bool json)
    {
        if (json) return;
        var ratio = figure.Ratio is { } times ? times.ToString("F2", CultureInfo.InvariantCulture) : "";
        Console.WriteLine(
            $"{figure.Name,-52} {Text(figure.Value, figure.Unit),16} {Text(figure.Best, figure.Unit),16} {(figure.Reference is { } r ? Text(r, figure.Unit) : ""),16} {ratio,14}  {figure.Note}");
    }

    public static void PrintJson(object result) => Console.WriteLine(JsonSerializer.Serialize(result, JsonSerializerOptions.Web));

    private static string Text(double value, string unit)
    {
        var (scaled, prefix) = unit.EndsWith("/s", StringComparison.Ordinal) && value >= 1e6 ? (value / 1e6, "M ")
            : unit.EndsWith("/s", StringComparison.Ordinal) && value >= 1e3 ? (value / 1e3, "k ") : (value, "");
        return string.Create(CultureInfo.InvariantCulture, $"{scaled:F2} {prefix}{unit}");
    }
}
