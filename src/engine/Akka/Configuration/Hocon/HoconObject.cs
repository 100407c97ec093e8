using Akka.Configuration.Hocon.Text;

namespace Akka.Configuration.Hocon;

/// <summary>An object: keys, in the order of their first definition, and their values.</summary>
public class HoconObject : IHoconElement
{
    public Dictionary<string, HoconValue> Items { get; } = [];

    /// <summary>The object as plain dictionaries, lists and strings.</summary>
    public IDictionary<string, object?> Unwrapped => Items.ToDictionary(item => item.Key, item => Unwrap(item.Value));

    public bool IsString() => false;

    public string GetString() => throw new ConfigurationException($"Expected a string, found an object with the keys {KeyList()}.");

    public bool IsArray() => false;

    /// <summary>
    /// The values of an object whose keys are all whole numbers, in the order of those numbers.
    /// </summary>
    /// <exception cref="ConfigurationException">A key is not a whole number.</exception>
    public IList<HoconValue> GetArray()
    {
        var indexed = new SortedDictionary<int, HoconValue>();
        foreach (var (key, value) in Items)
        {
            if (!HoconNumber.TryIndex(key, out var index))
                throw new ConfigurationException($"Expected an array, found an object with the keys {KeyList()}.");
            indexed[index] = value;
        }

        return [.. indexed.Values];
    }

    public HoconValue? GetKey(string key) => Items.GetValueOrDefault(key);

    public HoconValue GetOrCreateKey(string key)
    {
        if (!Items.TryGetValue(key, out var value))
            Items[key] = value = new HoconValue();
        return value;
    }

    /// <summary>
    /// Adds what <paramref name="other"/> has and this object lacks, key by key into nested objects: what is here stays.
    /// </summary>
    public void Merge(HoconObject other)
    {
        foreach (var (key, value) in other.Items)
            Items[key] = Items.TryGetValue(key, out var own) ? HoconMerge.Over(own, value) : value;
    }

    public override string ToString() => ToString(0);

    public string ToString(int indent) => HoconPrinter.Print(this, indent);

    internal bool HasArrayKeys => Items.Count > 0 && Items.Keys.All(key => HoconNumber.TryIndex(key, out _));

    private string KeyList()
    {
        var keys = string.Join(", ", Items.Keys.Take(8));
        return Items.Count > 8 ? keys + ", ..." : keys;
    }

    private static object? Unwrap(HoconValue value)
    {
        if (value.GetObject() is { } nested)
            return nested.Unwrapped;
        return value.IsArray() ? value.GetArray().Select(Unwrap).ToList() : value.GetString();
    }
}
