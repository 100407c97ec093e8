using Akka.Configuration.Hocon.Text;

namespace Akka.Configuration.Hocon;

/// <summary>A value: nothing, or an object, an array, or literals that together make one string.</summary>
public partial class HoconValue : IMightBeAHoconObject
{
    public HoconValue()
        : this([])
    {
    }

    /// <param name="values">The elements of the value.</param>
    /// <param name="adoptedFromFallback">Whether the value came from a fallback; makes no difference to its meaning.</param>
    public HoconValue(List<IHoconElement> values, bool adoptedFromFallback = true)
    {
        _ = adoptedFromFallback;
        Values = values;
    }

    public List<IHoconElement> Values { get; }

    public bool IsEmpty => Values.Count == 0 || (Values[0] is HoconObject first && first.Items.Count == 0);

    public bool IsObject() => GetObject() is not null;

    /// <summary>The object that this value is; null where it is something else.</summary>
    public HoconObject? GetObject()
    {
        if (Values.Count == 1)
            return Values[0] as HoconObject;

        HoconObject? merged = null;
        foreach (var element in Values)
        {
            if (element is not HoconObject part)
                return null;
            merged = merged is null ? part : (HoconObject)HoconMerge.Over(Of(part), Of(merged)).Values[0];
        }

        return merged;
    }

    public HoconValue? GetChildObject(string key) => GetObject()?.GetKey(key);

    /// <summary>A configuration that has this value at <paramref name="key"/>.</summary>
    public Config AtKey(string key)
    {
        var root = new HoconObject();
        root.Items[key] = this;
        return new Config(new HoconRoot(Of(root)));
    }

    public Config ToConfig() => new(new HoconRoot(this));

    public void AppendValue(IHoconElement value) => Values.Add(value);

    /// <summary>Replaces the whole value.</summary>
    public void NewValue(IHoconElement value)
    {
        Values.Clear();
        Values.Add(value);
    }

    public void Clear() => Values.Clear();

    public override string ToString() => ToString(0);

    public virtual string ToString(int indent) => HoconPrinter.Print(this, indent);

    internal static HoconValue Of(IHoconElement element) => new([element]);

    internal static HoconValue OfText(string? text) => Of(new HoconLiteral { Value = text });

    internal bool IsNull => Values.Count == 1 && Values[0] is HoconLiteral { Value: null };
}
