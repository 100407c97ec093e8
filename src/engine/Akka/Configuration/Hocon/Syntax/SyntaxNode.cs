namespace Akka.Configuration.Hocon.Syntax;

/// <summary>A value as it is written, substitutions not yet resolved. Nodes are told apart by identity.</summary>
internal abstract class SyntaxNode
{
    /// <summary>Whether the node replaces whatever a key had before, without having to be resolved to know that.</summary>
    internal virtual bool ReplacesEarlier => false;

    /// <summary>Whether it moreover refers to nothing, so that what the key had before can be forgotten.</summary>
    internal virtual bool IsFinal => false;
}

/// <summary>A literal; <paramref name="quoted"/> tells the string "null" from null.</summary>
internal sealed class LiteralNode(string text, bool quoted) : SyntaxNode
{
    internal string Text => text;

    internal string? Value => text == "null" && !quoted ? null : text;

    internal override bool ReplacesEarlier => true;

    internal override bool IsFinal => true;
}

internal sealed class ArrayNode : SyntaxNode
{
    internal List<SyntaxNode> Elements { get; } = [];

    internal override bool ReplacesEarlier => true;
}

/// <summary>An object: per key all its definitions, in the order of the text.</summary>
internal sealed class ObjectNode : SyntaxNode
{
    internal Dictionary<string, List<SyntaxNode>> Fields { get; } = [];

    /// <summary>
    /// Adds a definition. Objects that follow each other become one, so that a key below them sees its earlier definitions.
    /// </summary>
    internal void Define(string key, SyntaxNode value)
    {
        if (!Fields.TryGetValue(key, out var definitions))
            Fields[key] = definitions = [];
        if (value.IsFinal)
            definitions.Clear();
        if (value is ObjectNode added && definitions is [.., ObjectNode last])
            last.Absorb(added);
        else
            definitions.Add(value);
    }

    /// <summary>Adds all definitions of another object, behind those that are here.</summary>
    internal void Absorb(ObjectNode other)
    {
        foreach (var (key, definitions) in other.Fields)
        {
            foreach (var definition in definitions)
                Define(key, definition);
        }
    }
}

/// <summary>Values written next to each other, each with the white space before it.</summary>
internal sealed class ConcatenationNode(TextPosition position) : SyntaxNode
{
    internal TextPosition Position => position;

    internal List<(string Space, SyntaxNode Node)> Parts { get; } = [];
}

/// <summary><c>key += value</c>.</summary>
internal sealed class AppendNode(SyntaxNode element, TextPosition position) : SyntaxNode
{
    internal SyntaxNode Element => element;

    internal TextPosition Position => position;
}

/// <summary><c>${path}</c> or <c>${?path}</c>.</summary>
internal sealed class SubstitutionNode(string[] path, bool optional, TextPosition position) : SyntaxNode
{
    internal string[] Path => path;

    internal bool Optional => optional;

    internal TextPosition Position => position;

    /// <summary>
    /// Where the substitution looks, in order: in an included text first below the key that includes it, then from the root.
    /// </summary>
    internal IReadOnlyList<string[]> Candidates { get; private init; } = [path];

    internal SubstitutionNode Below(string[] prefix) => prefix.Length == 0
        ? new SubstitutionNode(path, optional, position) { Candidates = Candidates }
        : new SubstitutionNode(path, optional, position)
        {
            Candidates = [.. Candidates.Select(candidate => (string[])[.. prefix, .. candidate]), path],
        };
}

/// <summary>A value that is final already.</summary>
internal sealed class ResolvedNode(HoconValue value) : SyntaxNode
{
    internal HoconValue Value => value;

    internal override bool ReplacesEarlier => value.GetObject() is null;

    internal override bool IsFinal => ReplacesEarlier;
}
