using System.Text;

namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Paths of keys: <c>a.b."c.d"</c>.</summary>
internal static class KeyPath
{
    private static readonly string[] KeyEnds = [":", "=", "{", "+=", "}", "\n", "#", "//"];

    /// <summary>The keys of a path that a program asks for.</summary>
    internal static string[] Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Contains('"') ? SplitQuoted(path) : path.Split('.');
    }

    /// <summary>Reads a path up to what cannot belong to it.</summary>
    internal static string[] Read(HoconScanner scanner)
    {
        var keys = new List<string>();
        var key = new StringBuilder();
        var hasKey = false;
        while (true)
        {
            if (scanner.Next == '"')
            {
                key.Append(scanner.TakeQuoted());
                hasKey = true;
            }
            else if (scanner.Next == '.' && hasKey)
            {
                scanner.Take();
                scanner.TakeSpace();
                AddKey(scanner, keys, key);
                hasKey = false;
            }
            else if (scanner.TakeUnquoted(stopAtDot: true) is { Length: > 0 } piece)
            {
                key.Append(piece);
                hasKey = true;
            }
            else if (hasKey && ContinuesBehindSpace(scanner, out var space))
            {
                if (scanner.Next != '.')
                    key.Append(space);
            }
            else
            {
                break;
            }
        }

        if (!hasKey)
            throw scanner.Unexpected(keys.Count == 0 ? "a key" : "a key behind the dot");
        AddKey(scanner, keys, key);
        return [.. keys];
    }

    internal static string Print(IEnumerable<string> path) => string.Join('.', path.Select(Text.HoconPrinter.Key));

    private static string[] SplitQuoted(string path)
    {
        var scanner = new HoconScanner(path);
        var keys = Read(scanner);
        return scanner.AtEnd ? keys : throw new ConfigurationException($"'{path}' is not a path: {scanner.Unexpected("a dot or the end").Message}");
    }

    private static void AddKey(HoconScanner scanner, List<string> keys, StringBuilder key)
    {
        if (keys.Count >= HoconLimits.Nesting)
            throw scanner.Unexpected($"a path of at most {HoconLimits.Nesting} keys");
        keys.Add(key.ToString());
        key.Clear();
    }

    private static bool ContinuesBehindSpace(HoconScanner scanner, out string space)
    {
        space = "";
        if (scanner.AtEnd || scanner.Next == '\n' || scanner.FollowsInLine(KeyEnds))
            return false;
        space = scanner.TakeSpace();
        return space.Length > 0 && (scanner.AtUnquoted || scanner.Next == '"');
    }
}
