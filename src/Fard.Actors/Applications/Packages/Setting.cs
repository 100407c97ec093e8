using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Fard.Actors.Applications.Packages;

/// <summary>
/// One value of an application's file, from YAML or HOCON alike: a map, a list or a text, with the place where it stands. Keys may be written with
/// <c>_</c> or <c>-</c>.
/// </summary>
internal sealed class Setting
{
    /// <summary>Deepest nesting.</summary>
    public const int MaxDepth = 16;

    /// <summary>Most values of one file.</summary>
    public const int MaxValues = 10_000;

    private readonly Dictionary<string, Setting>? _map;
    private readonly List<Setting>? _list;
    private readonly string? _text;

    private Setting(string file, int line, string path, Dictionary<string, Setting>? map, List<Setting>? list, string? text, bool quoted)
    {
        (File, Line, Path, IsQuoted) = (file, line, path, quoted);
        (_map, _list, _text) = (map, list, text);
    }

    /// <summary>Name of the file.</summary>
    public string File { get; }

    /// <summary>Line in the file, from 1; 0: the format does not tell.</summary>
    public int Line { get; }

    /// <summary>Keys that lead to it, such as <c>tasks[0].main_dir</c>; empty: the file as a whole.</summary>
    public string Path { get; }

    /// <summary>Whether the text was quoted and so is no number.</summary>
    public bool IsQuoted { get; }

    public bool IsMap => _map is not null;

    public bool IsList => _list is not null;

    public static Setting OfMap(string file, int line, string path, Dictionary<string, Setting> map) => new(file, line, path, map, null, null, quoted: false);

    public static Setting OfList(string file, int line, string path, List<Setting> list) => new(file, line, path, null, list, null, quoted: false);

    public static Setting OfText(string file, int line, string path, string text, bool quoted) => new(file, line, path, null, null, text, quoted);

    /// <summary>One spelling for both ways to write a key.</summary>
    public static string Spell(string key) => key.Replace('-', '_');

    /// <summary>The value of a key of this map; null: it is not there.</summary>
    public Setting? Find(string key) => (_map ?? throw Refuse("is no map of keys and values.")).GetValueOrDefault(key);

    /// <summary>The keys and values of this map.</summary>
    public IEnumerable<KeyValuePair<string, Setting>> Entries => _map ?? throw Refuse("is no map of keys and values.");

    /// <summary>The values of this list.</summary>
    public IReadOnlyList<Setting> Items => _list ?? throw Refuse("is no list; write its entries with '- ', or between [ and ].");

    /// <summary>The text.</summary>
    public string Text => _text ?? throw Refuse("is no single value.");

    public string TextOf(string key) => Find(key) is { } value
        ? string.IsNullOrWhiteSpace(value.Text) ? throw value.Refuse("is empty.") : value.Text
        : throw Refuse($"has no {key}.");

    public string TextOf(string key, string fallback) => Find(key) is { } value ? value.Text : fallback;

    public long NumberOf(string key, long fallback, long least, long most)
    {
        if (Find(key) is not { } value) return fallback;
        return long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw value.Refuse($"'{value.Text}' is no whole number from {least} to {most}.");
    }

    public bool FlagOf(string key, bool fallback)
    {
        if (Find(key) is not { } value) return fallback;
        return value.Text.ToUpperInvariant() switch
        {
            "TRUE" or "ON" or "YES" or "1" => true,
            "FALSE" or "OFF" or "NO" or "0" => false,
            _ => throw value.Refuse($"'{value.Text}' is neither true nor false."),
        };
    }

    public ImmutableArray<string> TextsOf(string key) => Find(key) is { } value ? [.. value.Items.Select(item => item.Text)] : [];

    /// <summary>Refuses keys that nobody reads: a word that is misspelt must not be without effect.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var (key, value) in Entries)
        {
            if (!keys.Contains(key)) throw value.Refuse($"is no key here; there are {string.Join(", ", keys.ToArray())}.");
        }
    }

    /// <summary>The value as JSON; texts that look like numbers, true, false or null become those unless they are quoted.</summary>
    public JsonNode? ToJson()
    {
        if (_map is not null) return new JsonObject(_map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
        if (_list is not null) return new JsonArray([.. _list.Select(item => item.ToJson())]);
        if (IsQuoted) return JsonValue.Create(_text);
        if (_text is "" or "null" or "~") return null;
        if (_text is "true" or "false") return JsonValue.Create(_text == "true");
        if (long.TryParse(_text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return JsonValue.Create(whole);
        return double.TryParse(_text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(_text);
    }

    /// <summary>An error about this value.</summary>
    public ApplicationPackageException Refuse(string problem, Exception? cause = null)
    {
        var place = Line > 0 ? $"{File}, line {Line}" : File;
        return new ApplicationPackageException(Path.Length == 0 ? $"{place}: {problem}" : $"{place}: {Path}: {problem}", cause);
    }
}
