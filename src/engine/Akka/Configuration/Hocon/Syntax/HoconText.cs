using Akka.Configuration.Hocon.Resolution;

namespace Akka.Configuration.Hocon.Syntax;

/// <summary>One text being read, with the texts that include it: they bound each other's depth and number.</summary>
internal sealed class HoconText
{
    [ThreadStatic]
    private static HoconText? _current;

    private readonly HoconText? _including;
    private readonly Func<string, HoconRoot?>? _includeCallback;
    private readonly int _depth;
    private string? _nextName;
    private int _includes;
    private long _length;

    private HoconText(HoconText? including, Func<string, HoconRoot?>? includeCallback)
    {
        _including = including;
        _includeCallback = includeCallback;
        _depth = including is null ? 0 : including._depth + 1;
    }

    /// <summary>The name by which the including text asked for this one; null for the outermost.</summary>
    internal string? Name => _including?._nextName;

    /// <param name="text">The HOCON text.</param>
    /// <param name="includeCallback">Answers with included texts; null where the text may include nothing.</param>
    /// <param name="resolveNow">
    /// Whether to resolve substitutions even while another text includes this one. The outermost text is always resolved.
    /// </param>
    internal static HoconRoot Read(string text, Func<string, HoconRoot?>? includeCallback, bool resolveNow)
    {
        ArgumentNullException.ThrowIfNull(text);
        var outer = _current;
        var self = new HoconText(outer, includeCallback);
        _current = self;
        try
        {
            var parser = new HoconParser(text, self);
            self.CountLength(text.Length);
            var syntax = parser.ParseRoot();
            return resolveNow || outer is null ? new HoconRoot(SubstitutionResolver.Resolve(syntax)) : new HoconRoot(syntax);
        }
        finally
        {
            _current = outer;
        }
    }

    /// <summary>The object that an include stands for; null where there is no such text.</summary>
    internal ObjectNode? Include(string name, TextPosition position)
    {
        if (_includeCallback is null)
            throw new ConfigurationException($"Cannot include '{name}' at {position}: the text was parsed without an include callback.");
        if (_depth >= HoconLimits.IncludeDepth)
            throw new ConfigurationException($"Cannot include '{name}' at {position}: includes nest deeper than {HoconLimits.IncludeDepth} levels; a file that includes itself?");
        CountInclude(name, position);

        _nextName = name;
        HoconRoot? root;
        try
        {
            root = _includeCallback(name);
        }
        catch (Exception failure) when (failure is not ConfigurationException)
        {
            throw new ConfigurationException($"Cannot include '{name}' at {position}: {failure.Message}", failure);
        }

        return root is null ? null : root.Syntax ?? FromValue(root.Value, name, position);
    }

    private HoconText Outermost()
    {
        var text = this;
        while (text._including is { } including)
            text = including;
        return text;
    }

    private void CountInclude(string name, TextPosition position)
    {
        if (++Outermost()._includes > HoconLimits.Includes)
            throw new ConfigurationException($"Cannot include '{name}' at {position}: more than {HoconLimits.Includes} includes.");
    }

    private void CountLength(int length)
    {
        var outermost = Outermost();
        outermost._length += length;
        if (outermost._length > HoconLimits.TotalLength)
            throw new ConfigurationException($"Cannot include '{Name}': the text and what it includes are longer than {HoconLimits.TotalLength} characters.");
    }

    private static ObjectNode FromValue(HoconValue value, string name, TextPosition position)
    {
        var node = new ObjectNode();
        if (value.Values.Count == 0)
            return node;
        var root = value.GetObject()
            ?? throw new ConfigurationException($"Cannot include '{name}' at {position}: expected an object, found {value}.");
        foreach (var (key, item) in root.Items)
            node.Define(key, new ResolvedNode(item));
        return node;
    }
}
