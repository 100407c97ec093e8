namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Where in the tree a value stands.</summary>
/// <param name="Path">The keys from the root; null inside an array, where no path leads.</param>
/// <param name="Depth">Levels of objects and arrays around it.</param>
internal readonly record struct KeyScope(string[]? Path, int Depth)
{
    internal KeyScope Below(string[] keys) => new(Path is null ? null : [.. Path, .. keys], Depth + keys.Length);

    internal KeyScope InArray() => new(null, Depth + 1);

    internal void CheckDepth(HoconScanner scanner)
    {
        if (Depth > HoconLimits.Nesting)
            throw scanner.Unexpected($"at most {HoconLimits.Nesting} nested levels");
    }
}
