namespace Akka.Configuration.Hocon.Syntax;

/// <summary>
/// <c>include "name"</c>, <c>include file("name")</c>, <c>include required("name")</c> and
/// <c>include required(file("name"))</c>.
/// </summary>
internal static class HoconInclude
{
    private const string Keyword = "include";
    private static readonly string[] Openings = [Keyword + " ", Keyword + "\t"];
    private static readonly string[] KeyEnds = [":", "=", "+=", "{", "."];

    internal static bool Starts(HoconScanner scanner) =>
        Array.Exists(Openings, scanner.StartsWith) && !scanner.FollowsInLine(KeyEnds, skip: Keyword.Length);

    internal static (string Name, bool Required) Read(HoconScanner scanner)
    {
        scanner.TryTake(Keyword);
        scanner.TakeSpace();
        var required = TakeOpening(scanner, "required");
        var file = TakeOpening(scanner, "file");
        if (scanner.Next != '"')
            throw scanner.Unexpected("a file name in quotes, file(\"...\") or required(...) behind include");
        var name = scanner.TakeQuoted();
        if (file)
            TakeClosing(scanner, "file");
        if (required)
            TakeClosing(scanner, "required");
        return (name, required);
    }

    /// <summary>
    /// A copy of an included text's node whose substitutions look below the key that includes it first. A callback may
    /// answer with the same text twice.
    /// </summary>
    internal static SyntaxNode Place(SyntaxNode node, string[] path)
    {
        switch (node)
        {
            case SubstitutionNode substitution:
                return substitution.Below(path);
            case ObjectNode nested:
                return Place(nested, path);
            case AppendNode append:
                return new AppendNode(Place(append.Element, path), append.Position);
            case ArrayNode array:
                var elements = new ArrayNode();
                elements.Elements.AddRange(array.Elements.Select(element => Place(element, path)));
                return elements;
            case ConcatenationNode concatenation:
                var parts = new ConcatenationNode(concatenation.Position);
                parts.Parts.AddRange(concatenation.Parts.Select(part => (part.Space, Place(part.Node, path))));
                return parts;
            default:
                return node;
        }
    }

    internal static ObjectNode Place(ObjectNode node, string[] path)
    {
        var placed = new ObjectNode();
        foreach (var (key, definitions) in node.Fields)
            placed.Fields[key] = [.. definitions.Select(definition => Place(definition, path))];
        return placed;
    }

    private static bool TakeOpening(HoconScanner scanner, string word)
    {
        if (!scanner.TryTake(word + "("))
            return false;
        scanner.TakeSpace();
        return true;
    }

    private static void TakeClosing(HoconScanner scanner, string word)
    {
        scanner.TakeSpace();
        if (!scanner.TryTake(")"))
            throw scanner.Unexpected($"')' to close {word}(");
    }
}
