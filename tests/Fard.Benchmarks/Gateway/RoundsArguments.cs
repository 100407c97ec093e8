using System.Globalization;

namespace Fard.Benchmarks.Gateway;

/// <summary>The arguments of benchmarks that run rounds with several callers: <c>[--rounds N] [--concurrency N] [--json]</c>.</summary>
internal static class RoundsArguments
{
    /// <exception cref="FormatException">An argument is unknown, or has no value.</exception>
    public static (int Rounds, int Concurrency, bool Json) Parse(string[] arguments, int defaultRounds)
    {
        var (rounds, concurrency, json) = (defaultRounds, 4, false);
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--json":
                    json = true;
                    break;
                case "--rounds" when index + 1 < arguments.Length && int.TryParse(arguments[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0:
                case "--concurrency" when index + 1 < arguments.Length && int.TryParse(arguments[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out concurrency) && concurrency > 0:
                    index++;
                    break;
                default:
                    throw new FormatException($"Unknown or incomplete argument '{arguments[index]}'.");
            }
        }

        return (rounds, concurrency, json);
    }
}
