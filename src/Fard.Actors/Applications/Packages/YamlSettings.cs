using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fard.Actors.Applications.Packages;

/// <summary>Reads an application's file in YAML: maps, lists and texts; no anchors, no tags, one document.</summary>
internal sealed class YamlSettings
{
    private readonly string _file;
    private readonly Parser _parser;
    private int _values;

    private YamlSettings(string file, string text)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
    }

    /// <exception cref="ApplicationPackageException">It is no such YAML.</exception>
    public static Setting Read(string file, string text)
    {
        try
        {
            return new YamlSettings(file, text).ReadDocument();
        }
        catch (YamlException exception)
        {
            throw new ApplicationPackageException($"{file}, line {exception.Start.Line}: is no YAML: {exception.Message}", exception);
        }
    }

    private Setting ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) throw new ApplicationPackageException($"{_file}: is empty; it has at least an app_name and tasks or pipelines.");
        _parser.Consume<DocumentStart>();
        var root = ReadValue("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second)) throw Refuse(second, "", "begins a second document; an application has one.");
        return root;
    }

    private Setting ReadValue(string path, int depth)
    {
        var next = _parser.Current ?? throw new ApplicationPackageException($"{_file}: ends too early.");
        if (++_values > Setting.MaxValues) throw Refuse(next, path, $"is one value too many; at most {Setting.MaxValues} are read.");
        if (depth > Setting.MaxDepth) throw Refuse(next, path, $"is nested more than {Setting.MaxDepth} levels deep.");
        // An alias repeats what it names: a small file could become huge.
        if (next is AnchorAlias || next is NodeEvent { Anchor.IsEmpty: false }) throw Refuse(next, path, "has an anchor or alias; write its value.");
        if (next is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific) throw Refuse(next, path, "has a tag; write a plain value.");
        switch (next)
        {
            case MappingStart:
                return ReadMap(path, depth);
            case SequenceStart:
                return ReadList(path, depth);
            case Scalar scalar:
                _parser.MoveNext();
                return Setting.OfText(_file, LineOf(scalar), path, scalar.Value, scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any));
            default:
                throw Refuse(next, path, "is no value.");
        }
    }

    private Setting ReadMap(string path, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var map = new Dictionary<string, Setting>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.Accept<Scalar>(out var name)) throw Refuse(_parser.Current ?? start, path, "has a key that is no text.");
            _parser.MoveNext();
            var key = Setting.Spell(name.Value);
            var value = ReadValue(path.Length == 0 ? key : $"{path}.{key}", depth + 1);
            if (!map.TryAdd(key, value)) throw Refuse(name, path, $"has {key} twice.");
        }

        return Setting.OfMap(_file, LineOf(start), path, map);
    }

    private Setting ReadList(string path, int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var list = new List<Setting>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) list.Add(ReadValue($"{path}[{list.Count}]", depth + 1));
        return Setting.OfList(_file, LineOf(start), path, list);
    }

    private static int LineOf(ParsingEvent part) => (int)part.Start.Line;

    private ApplicationPackageException Refuse(ParsingEvent part, string path, string problem) =>
        Setting.OfText(_file, LineOf(part), path, "", quoted: true).Refuse(problem);
}
