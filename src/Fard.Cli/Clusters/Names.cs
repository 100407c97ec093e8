using Fard.Actors.Jobs;
using Fard.Cli.CommandLine;

namespace Fard.Cli.Clusters;

/// <summary>Finds what a user means by a name, and says what may have been meant where there is no such thing.</summary>
internal static class Names
{
    private const int LeastIdDigits = 4;

    /// <summary>The name that comes nearest, if one is near: at most a third of its letters are wrong, missing, too many or swapped; null: none.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> names) => names
        .Select(name => (Name: name, Distance: IsPart(wanted, name) ? 0 : Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant())))
        .Where(candidate => candidate.Distance <= Math.Max(1, candidate.Name.Length / 3))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .FirstOrDefault()
        .Name;

    /// <summary>The error for a name that is none.</summary>
    /// <param name="kind">What it names, such as <c>board</c>.</param>
    /// <param name="wanted">What the user typed.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="list">The command that lists them.</param>
    public static CliException Unknown(string kind, string wanted, IReadOnlyCollection<string> names, string list) => new(
        $"There is no {kind} '{wanted}'.",
        Nearest(wanted, names) is { } nearest ? $"Did you mean {nearest}?"
            : names.Count == 0 ? $"There is none; see '{list}'."
            : names.Count <= 8 ? $"There are {string.Join(", ", names.Order(StringComparer.Ordinal))}."
            : $"See '{list}'.");

    /// <summary>The job with this id, or the only one whose id begins so.</summary>
    /// <param name="wanted">A full id, or at least four of its first digits.</param>
    /// <exception cref="CliException">No job, or more than one.</exception>
    public static JobId FindJob(string wanted, IEnumerable<JobId> jobs)
    {
        if (JobId.TryParse(wanted, out var full))
            return full;
        if (wanted.Length is < LeastIdDigits or > 32 || wanted.Any(digit => !char.IsAsciiHexDigit(digit)))
            throw new CliException($"'{wanted}' is no id of a job.", "An id has 32 hexadecimal digits; its first four or more do, as 'fard jobs list' prints them.", ExitCodes.Usage);
        var found = jobs.Where(job => job.ToString().StartsWith(wanted, StringComparison.OrdinalIgnoreCase)).Distinct().ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CliException($"There is no job whose id begins with '{wanted}'.", "See 'fard jobs list'; the node manager forgets jobs that ended long ago."),
            _ => throw new CliException($"{found.Length} jobs have an id that begins with '{wanted}'.", $"Give more digits: {string.Join(", ", found.Take(4).Select(job => job.ToString()[..Math.Min(32, wanted.Length + 6)]))}.", ExitCodes.Usage),
        };
    }

    private static bool IsPart(string wanted, string name) => wanted.Length >= LeastIdDigits && name.Contains(wanted, StringComparison.OrdinalIgnoreCase);

    // Optimal string alignment: one step changes, adds, drops or swaps a letter.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= other.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[one.Length, other.Length];
    }
}
