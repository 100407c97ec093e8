using System.Collections.Immutable;

namespace Fard.Networks.Description;

/// <summary>No network has the name that was asked for.</summary>
public sealed class UnknownNetworkException(string name, ImmutableArray<string> known)
    : Exception($"No network is called '{name}'.{Suggest(name, known)} Known networks: {string.Join(", ", known)}.")
{
    /// <summary>The name that was asked for.</summary>
    public string Name { get; } = name;

    /// <summary>The names there are.</summary>
    public ImmutableArray<string> Known { get; } = known;

    private static string Suggest(string name, ImmutableArray<string> known)
    {
        // An absurdly long name is near to nothing, and its distances are not worth their time.
        if (known.IsEmpty || name.Length is 0 or > 64)
            return "";
        var (nearest, distance) = known.Select(other => (other, EditDistance(name.ToUpperInvariant(), other.ToUpperInvariant()))).MinBy(pair => pair.Item2);
        return distance <= nearest.Length / 2 ? $" Did you mean '{nearest}'?" : "";
    }

    /// <summary>Levenshtein's distance, row by row.</summary>
    private static int EditDistance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
