namespace Akka.Configuration.Hocon;

/// <summary>Merging of values as HOCON has it: objects key by key, anything else replaces.</summary>
internal static class HoconMerge
{
    /// <summary>
    /// <paramref name="value"/> with what only <paramref name="fallback"/> has. Neither is changed; the result shares
    /// their unchanged parts.
    /// </summary>
    internal static HoconValue Over(HoconValue value, HoconValue fallback)
    {
        if (value.Values.Count == 0)
            return fallback;
        if (value.GetObject() is not { } upper || fallback.GetObject() is not { } lower || lower.Items.Count == 0)
            return value;
        if (upper.Items.Count == 0)
            return fallback;

        var merged = new HoconObject();
        foreach (var (key, item) in upper.Items)
            merged.Items[key] = item;
        merged.Merge(lower);
        return HoconValue.Of(merged);
    }
}
