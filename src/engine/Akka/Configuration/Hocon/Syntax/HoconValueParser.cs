namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Values: concatenations of literals, substitutions, arrays and objects.</summary>
internal sealed class HoconValueParser(HoconScanner scanner, HoconParser objects)
{
    private const string ExpectedPart = "a value (text with other than letters, digits and -_./ in quotes)";

    /// <summary>Reads one value, up to the end of its line, a comma or a closing bracket.</summary>
    internal SyntaxNode Parse(KeyScope scope)
    {
        var concatenation = new ConcatenationNode(scanner.Position);
        while (true)
        {
            var space = scanner.TakeSpace();
            if (AtEndOfValue())
                break;
            concatenation.Parts.Add((space, ParsePart(scope)));
        }

        if (concatenation.Parts.Count == 0)
            throw scanner.Unexpected("a value");
        return concatenation.Parts.Count == 1 ? concatenation.Parts[0].Node : JoinLiterals(concatenation);
    }

    private bool AtEndOfValue() =>
        scanner.AtEnd || scanner.AtComment || scanner.Next is '\n' or ',' or '}' or ']';

    private SyntaxNode ParsePart(KeyScope scope)
    {
        switch (scanner.Next)
        {
            case '{':
                return objects.ParseObject(scope);
            case '[':
                return ParseArray(scope);
            case '"':
                return new LiteralNode(scanner.TakeQuoted(), quoted: true);
            case '$' when scanner.StartsWith("${"):
                return ParseSubstitution();
        }

        var text = scanner.TakeUnquoted(stopAtDot: false);
        return text.Length > 0 ? new LiteralNode(text, quoted: false) : throw scanner.Unexpected(ExpectedPart);
    }

    private ArrayNode ParseArray(KeyScope scope)
    {
        var opening = scanner.Position;
        var inside = scope.InArray();
        inside.CheckDepth(scanner);
        scanner.Take();
        var array = new ArrayNode();
        scanner.SkipLines();
        while (!AtEndOfArray(opening))
        {
            array.Elements.Add(Parse(inside));
            var separated = scanner.SkipLines();
            if (scanner.TryTake(","))
                scanner.SkipLines();
            else if (!separated && !AtEndOfArray(opening))
                throw scanner.Unexpected("a comma or a new line between two elements");
        }

        scanner.Take();
        return array;
    }

    private bool AtEndOfArray(TextPosition opening)
    {
        if (scanner.AtEnd)
            throw scanner.Unexpected($"] to close the array that starts at {opening}");
        return scanner.Next == ']';
    }

    private SubstitutionNode ParseSubstitution()
    {
        var position = scanner.Position;
        scanner.TryTake("${");
        var optional = scanner.TryTake("?");
        scanner.TakeSpace();
        var path = KeyPath.Read(scanner);
        scanner.TakeSpace();
        if (!scanner.TryTake("}"))
            throw scanner.Unexpected($"}} to close the substitution that starts at {position}");
        return new SubstitutionNode(path, optional, position);
    }

    private static SyntaxNode JoinLiterals(ConcatenationNode concatenation)
    {
        if (!concatenation.Parts.TrueForAll(part => part.Node is LiteralNode))
            return concatenation;
        var first = ((LiteralNode)concatenation.Parts[0].Node).Text;
        var rest = concatenation.Parts.Skip(1).Select(part => part.Space + ((LiteralNode)part.Node).Text);
        return new LiteralNode(first + string.Concat(rest), quoted: true);
    }
}
