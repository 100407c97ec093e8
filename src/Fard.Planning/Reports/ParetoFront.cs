using System.Collections.Immutable;

namespace Fard.Planning.Reports;

/// <summary>The choices that no other beats in both of two costs.</summary>
public static class ParetoFront
{
    /// <returns>By the first cost, ascending; of equals in both the first.</returns>
    public static ImmutableArray<T> Of<T>(IEnumerable<T> choices, Func<T, double> first, Func<T, double> second)
    {
        ArgumentNullException.ThrowIfNull(choices);
        var front = ImmutableArray.CreateBuilder<T>();
        var best = double.PositiveInfinity;
        foreach (var choice in choices.OrderBy(first).ThenBy(second))
        {
            if (second(choice) >= best)
                continue;
            best = second(choice);
            front.Add(choice);
        }

        return front.ToImmutable();
    }
}
