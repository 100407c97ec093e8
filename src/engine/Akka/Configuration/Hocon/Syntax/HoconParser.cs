namespace Akka.Configuration.Hocon.Syntax;

/// <summary>Recursive descent from text to syntax nodes: objects, keys and includes.</summary>
internal sealed class HoconParser
{
    private readonly HoconScanner _scanner;
    private readonly HoconText _text;
    private readonly HoconValueParser _values;

    internal HoconParser(string source, HoconText text)
    {
        _text = text;
        _scanner = new HoconScanner(source, text.Name);
        _values = new HoconValueParser(_scanner, this);
    }

    /// <summary>The whole text, with or without braces around it.</summary>
    internal ObjectNode ParseRoot()
    {
        _scanner.SkipLines();
        ObjectNode root;
        if (_scanner.Next == '{')
        {
            root = ParseObject(new KeyScope([], 0));
            _scanner.SkipLines();
        }
        else if (_scanner.Next == '[')
        {
            throw _scanner.Unexpected("an object at the top of the text");
        }
        else
        {
            root = new ObjectNode();
            ParseFields(root, new KeyScope([], 0), closing: null);
        }

        return _scanner.AtEnd ? root : throw _scanner.Unexpected("the end of the text");
    }

    internal ObjectNode ParseObject(KeyScope scope)
    {
        var opening = _scanner.Position;
        scope.CheckDepth(_scanner);
        _scanner.Take();
        var node = new ObjectNode();
        ParseFields(node, scope, opening);
        _scanner.Take();
        return node;
    }

    private void ParseFields(ObjectNode node, KeyScope scope, TextPosition? closing)
    {
        _scanner.SkipLines();
        while (!AtEndOfObject(closing))
        {
            if (HoconInclude.Starts(_scanner))
                Include(node, scope);
            else
                ParseField(node, scope);

            var separated = _scanner.SkipLines();
            if (_scanner.TryTake(","))
                _scanner.SkipLines();
            else if (!separated && !AtEndOfObject(closing))
                throw _scanner.Unexpected("a comma or a new line between two keys");
        }
    }

    private bool AtEndOfObject(TextPosition? opening)
    {
        if (opening is null)
            return _scanner.AtEnd;
        if (_scanner.AtEnd)
            throw _scanner.Unexpected($"}} to close the object that starts at {opening}");
        return _scanner.Next == '}';
    }

    private void ParseField(ObjectNode node, KeyScope scope)
    {
        var path = KeyPath.Read(_scanner);
        var field = scope.Below(path);
        field.CheckDepth(_scanner);
        _scanner.SkipLines();
        var position = _scanner.Position;
        var appends = _scanner.TryTake("+=");
        if (!appends && !_scanner.TryTake(":") && !_scanner.TryTake("=") && _scanner.Next != '{')
            throw _scanner.Unexpected($"':', '=', '+=' or '{{' behind the key {KeyPath.Print(path)}");
        _scanner.SkipLines();

        var value = _values.Parse(field);
        if (appends)
            value = new AppendNode(value, position);
        for (var i = path.Length - 1; i > 0; i--)
        {
            var parent = new ObjectNode();
            parent.Define(path[i], value);
            value = parent;
        }

        node.Define(path[0], value);
    }

    private void Include(ObjectNode node, KeyScope scope)
    {
        var position = _scanner.Position;
        var (name, required) = HoconInclude.Read(_scanner);
        var included = _text.Include(name, position);
        if (included is null && required)
            throw new ConfigurationException($"Cannot include '{name}' at {position}: it is required and does not exist.");
        if (included is not null)
            node.Absorb(HoconInclude.Place(included, scope.Path ?? []));
    }
}
