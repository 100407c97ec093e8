using System.Globalization;

namespace Fard.Planning.Charts;

/// <summary>An axis as its reader sees it.</summary>
/// <param name="Title">What it shows, with the unit.</param>
public sealed record ChartAxis(string Title)
{
    /// <summary>Where it begins; null: at 0, or at the data's power of ten below where logarithmic.</summary>
    public double? Least { get; init; }

    /// <summary>Where it ends; null: at the first tick that the data does not pass.</summary>
    public double? Most { get; init; }

    /// <summary>Whether equal distances are equal ratios; all data is above 0 then.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Ticks with their labels; null for round numbers.</summary>
    public IReadOnlyList<(double Value, string Label)>? Ticks { get; init; }
}

/// <summary>Where values of an axis lie between two ends of a length, and its ticks.</summary>
internal sealed class AxisScale
{
    private const int LongestTickCount = 6;

    private readonly double _from;
    private readonly double _to;
    private readonly bool _isLogarithmic;

    public AxisScale(ChartAxis axis, IReadOnlyCollection<double> data, double from, double to)
    {
        (_from, _to, _isLogarithmic) = (from, to, axis.IsLogarithmic);
        var most = data.Count == 0 ? 1 : data.Max();
        var least = data.Count == 0 ? 0 : data.Min();
        if (axis.IsLogarithmic)
        {
            Least = axis.Least ?? Math.Pow(10, Math.Floor(Math.Log10(least)));
            Most = axis.Most ?? Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(most, Least * 1.0001))));
            Ticks = axis.Ticks ?? LogarithmicTicks();
            return;
        }

        Least = axis.Least ?? 0;
        var step = Step((axis.Most ?? most) - Least);
        Most = axis.Most ?? Math.Max(Least + step, Least + (step * Math.Ceiling(((most - Least) / step) - 1e-9)));
        Ticks = axis.Ticks ?? [.. Enumerable.Range(0, (int)Math.Floor(((Most - Least) / step) + 1e-9) + 1).Select(i => (Least + (i * step), Label(Least + (i * step))))];
    }

    public double Least { get; }

    public double Most { get; }

    public IReadOnlyList<(double Value, string Label)> Ticks { get; }

    public double At(double value)
    {
        var share = _isLogarithmic
            ? Math.Log(value / Least) / Math.Log(Most / Least)
            : (value - Least) / (Most - Least);
        return _from + (share * (_to - _from));
    }

    private static double Step(double span)
    {
        var rough = span > 0 ? span / LongestTickCount : 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * power >= rough * 0.999));
    }

    private IReadOnlyList<(double Value, string Label)> LogarithmicTicks()
    {
        double[] factors = Most / Least > 1000 ? [1] : Most / Least > 30 ? [1, 3] : [1, 2, 5];
        var first = (int)Math.Floor(Math.Log10(Least) + 1e-9);
        var last = (int)Math.Ceiling(Math.Log10(Most) - 1e-9);
        return [.. Enumerable.Range(first, last - first + 1).SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))
            .Where(value => value >= Least * 0.9999 && value <= Most * 1.0001).Select(value => (value, Label(value)))];
    }

    private static string Label(double value) => Math.Abs(value) >= 1000
        ? value.ToString("#,0", CultureInfo.InvariantCulture)
        : Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
