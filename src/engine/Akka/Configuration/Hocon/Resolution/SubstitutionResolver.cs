using Akka.Configuration.Hocon.Syntax;

namespace Akka.Configuration.Hocon.Resolution;

/// <summary>
/// Turns syntax into values. A substitution takes the last value of the path that it names; one that leads back to a
/// definition which is just being resolved takes the value that the path had before that definition (HOCON's
/// self-referential fields), and is an error where there was none.
/// </summary>
internal sealed class SubstitutionResolver
{
    private readonly ObjectNode _root;
    private readonly HashSet<SyntaxNode> _inProgress = new(ReferenceEqualityComparer.Instance);
    private readonly ResolutionBudget _budget = new();
    private bool _lookedBack;

    private SubstitutionResolver(ObjectNode root) => _root = root;

    internal static HoconValue Resolve(ObjectNode root) => new SubstitutionResolver(root).Resolve((SyntaxNode)root)!;

    /// <summary>The value of a node; null where it is a substitution that is optional and leads nowhere.</summary>
    private HoconValue? Resolve(SyntaxNode node)
    {
        _budget.Enter();
        var value = node switch
        {
            LiteralNode literal => HoconValue.OfText(literal.Value),
            ResolvedNode resolved => resolved.Value,
            ObjectNode nested => ResolveObject(nested),
            ArrayNode array => Guarded(array, () => ResolveArray(array)),
            SubstitutionNode substitution => Guarded(substitution, () => ResolveSubstitution(substitution)),
            ConcatenationNode concatenation => Guarded(concatenation, () => ResolveConcatenation(concatenation)),
            _ => throw new InvalidOperationException($"{node.GetType().Name} has no value of its own."),
        };
        _budget.Leave();
        return value;
    }

    private HoconValue? Guarded(SyntaxNode node, Func<HoconValue?> resolve)
    {
        _inProgress.Add(node);
        var value = resolve();
        _inProgress.Remove(node);
        return value;
    }

    private HoconValue ResolveObject(ObjectNode node)
    {
        var result = new HoconObject();
        foreach (var (key, definitions) in node.Fields)
        {
            if (ResolveDefinitions(definitions) is { } value)
                result.Items[key] = value;
            else if (EndOfUsable(definitions) == 0 && definitions[0] is not SubstitutionNode { Optional: true })
                throw new ConfigurationException($"The HOCON text has a cycle: the value of {KeyPath.Print([key])} holds the object that it stands in.");
        }

        return HoconValue.Of(result);
    }

    private HoconValue ResolveArray(ArrayNode node)
    {
        var result = new HoconArray();
        foreach (var element in node.Elements)
        {
            if (Resolve(element) is { } value)
                result.Add(value);
        }

        return HoconValue.Of(result);
    }

    private HoconValue? ResolveConcatenation(ConcatenationNode node)
    {
        var joiner = new Concatenation(node.Position, _budget);
        foreach (var (space, part) in node.Parts)
            joiner.Add(space, Resolve(part));
        return joiner.Result;
    }

    /// <summary>The value that several definitions of one key make together, those in progress and all later ones left out.</summary>
    private HoconValue? ResolveDefinitions(IReadOnlyList<SyntaxNode> definitions)
    {
        var end = EndOfUsable(definitions);
        var start = end - 1;
        while (start > 0 && !definitions[start].ReplacesEarlier)
            start--;

        HoconValue? result = null;
        for (var i = Math.Max(start, 0); i < end; i++)
        {
            var earlier = result;
            var value = definitions[i] is AppendNode append
                ? Guarded(append, () => Append(earlier, append))
                : Resolve(definitions[i]);
            if (value is not null)
                result = earlier is null ? value : _budget.Count(HoconMerge.Over(value, earlier));
        }

        return result;
    }

    private HoconValue? Append(HoconValue? earlier, AppendNode append)
    {
        var joiner = new Concatenation(append.Position, _budget);
        if (earlier is { IsNull: false })
            joiner.Add("", earlier);
        var added = new HoconArray();
        if (Resolve(append.Element) is { } element)
            added.Add(element);
        joiner.Add("", HoconValue.Of(added));
        return joiner.Result;
    }

    private HoconValue? ResolveSubstitution(SubstitutionNode node)
    {
        var lookedBack = _lookedBack;
        _lookedBack = false;
        HoconValue? value = null;
        foreach (var candidate in node.Candidates)
            value ??= Lookup(candidate);
        value ??= FromEnvironment(node);
        if (value is null && !node.Optional)
            throw Unresolved(node);
        _lookedBack = lookedBack;
        return value;
    }

    private ConfigurationException Unresolved(SubstitutionNode node)
    {
        var path = KeyPath.Print(node.Path);
        return _lookedBack
            ? new($"HOCON at {node.Position}: the substitution ${{{path}}} is part of a cycle: it leads back to the value that it stands in, and there is no earlier value.")
            : new($"HOCON at {node.Position}: the substitution ${{{path}}} leads nowhere: expected a key {path} in the text or an environment variable of that name, found neither.");
    }

    private static HoconValue? FromEnvironment(SubstitutionNode node) =>
        Environment.GetEnvironmentVariable(string.Join('.', node.Path)) is { } text ? HoconValue.OfText(text) : null;

    private HoconValue? Lookup(string[] path)
    {
        IReadOnlyList<SyntaxNode> definitions = [_root];
        foreach (var key in path)
            definitions = Descend(definitions, key);
        return ResolveDefinitions(definitions);
    }

    /// <summary>The definitions of a key below the objects that the given definitions make, as far as they matter.</summary>
    private List<SyntaxNode> Descend(IReadOnlyList<SyntaxNode> definitions, string key)
    {
        _budget.Enter();
        var groups = new Stack<IReadOnlyList<SyntaxNode>>();
        for (var i = EndOfUsable(definitions) - 1; i >= 0; i--)
        {
            if (!TryGetFields(definitions[i], key, out var found))
                break;
            groups.Push(found);
            if (found.Count > 0 && found[0].ReplacesEarlier)
                break;
        }

        _budget.Leave();
        return [.. groups.SelectMany(group => group)];
    }

    /// <summary>False where the node is no object and so hides what was defined before it.</summary>
    private bool TryGetFields(SyntaxNode node, string key, out IReadOnlyList<SyntaxNode> found)
    {
        found = [];
        if (node is ObjectNode nested)
        {
            if (nested.Fields.TryGetValue(key, out var fields))
                found = fields;
            return true;
        }

        if (node.ReplacesEarlier || node is AppendNode)
            return false;
        if (Resolve(node) is not { } value)
            return true;
        if (value.GetObject() is not { } resolved)
            return false;
        if (resolved.GetKey(key) is { } item)
            found = [new ResolvedNode(item)];
        return true;
    }

    /// <summary>How many of the definitions stand before the first that is in progress.</summary>
    private int EndOfUsable(IReadOnlyList<SyntaxNode> definitions)
    {
        _budget.CountScan(definitions.Count);
        for (var i = 0; i < definitions.Count; i++)
        {
            if (_inProgress.Contains(definitions[i]))
            {
                _lookedBack = true;
                return i;
            }
        }

        return definitions.Count;
    }
}
