using System.Globalization;

namespace Fard.Benchmarks.Engine;

/// <summary>
/// <c>engine</c>: the figures of the actor engine beside those of Akka.NET 1.5.30 that issue 3 gives for orientation. They come from another machine with
/// two cores, so a ratio near 1 says little.
/// </summary>
internal static class EngineComparison
{
    public const string Usage = "engine [tell] [spawn] [remote] [cluster] [process] [--rounds N] [--json]";

    private const int DefaultRounds = 7;

    private static readonly Dictionary<string, Func<int, IAsyncEnumerable<Figure>>> Parts = new()
    {
        ["tell"] = LocalBenchmarks.TellAsync,
        ["spawn"] = LocalBenchmarks.SpawnAsync,
        ["remote"] = RemoteBenchmarks.RunAsync,
        ["cluster"] = ClusterBenchmarks.RunAsync,
        ["process"] = ProcessBenchmarks.RunAsync,
    };

    /// <exception cref="FormatException">The arguments are not the command's.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (parts, rounds, json) = Parse(arguments);
        FigureTable.PrintHeading($"Embedded engine, {Environment.ProcessorCount} cores, {rounds} rounds", json);
        var figures = new List<Figure>();
        foreach (var part in parts)
        {
            await foreach (var figure in Parts[part](rounds))
            {
                figures.Add(figure);
                FigureTable.Print(figure, json);
            }
        }

        if (json) FigureTable.PrintJson(new { cores = Environment.ProcessorCount, rounds, figures });
        return 0;
    }

    private static (IReadOnlyList<string> Parts, int Rounds, bool Json) Parse(string[] arguments)
    {
        var (parts, rounds, json) = (new List<string>(), DefaultRounds, false);
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json") json = true;
            else if (arguments[i] == "--rounds" && i + 1 < arguments.Length) rounds = Rounds(arguments[++i]);
            else if (Parts.ContainsKey(arguments[i])) parts.Add(arguments[i]);
            else throw new FormatException($"'{arguments[i]}' is unknown or lacks its value.");
        }

        return (parts.Count > 0 ? parts : [.. Parts.Keys], rounds, json);
    }

    private static int Rounds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) && rounds is > 0 and <= 1000
            ? rounds
            : throw new FormatException($"'{text}' is no number from 1 to 1000.");
}
