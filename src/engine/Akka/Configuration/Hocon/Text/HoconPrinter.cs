using System.Text;

namespace Akka.Configuration.Hocon.Text;

/// <summary>Writes values as HOCON text that reads back as the same values.</summary>
internal static class HoconPrinter
{
    private const int Step = 2;

    internal static string Print(HoconValue value, int indent)
    {
        var text = new StringBuilder();
        Append(text, value, indent);
        return text.ToString();
    }

    internal static string Print(HoconArray array, int indent)
    {
        var text = new StringBuilder();
        Append(text, array, indent);
        return text.ToString();
    }

    internal static string Print(HoconObject nested, int indent)
    {
        var text = new StringBuilder();
        Append(text, nested, indent);
        return text.ToString();
    }

    internal static string Literal(string? value)
    {
        if (value is null)
            return "null";
        return IsPlain(value) && value != "null" ? value : Quote(value);
    }

    internal static string Key(string key) => IsPlain(key) && !key.Contains('.') && key != "include" ? key : Quote(key);

    private static void Append(StringBuilder text, HoconValue value, int indent)
    {
        if (value.Values.Count == 0)
            text.Append("null");
        else if (value.GetObject() is { } nested)
            Append(text, nested, indent);
        else if (value.IsArray())
            Append(text, value.GetArray(), indent);
        else if (value.IsString())
            text.Append(Literal(value.GetString()));
        else
            text.AppendJoin(' ', value.Values);
    }

    private static void Append(StringBuilder text, IList<HoconValue> array, int indent)
    {
        text.Append('[');
        for (var i = 0; i < array.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, array[i], indent);
        }

        text.Append(']');
    }

    private static void Append(StringBuilder text, HoconObject nested, int indent)
    {
        if (nested.Items.Count == 0)
        {
            text.Append("{}");
            return;
        }

        text.Append("{\n");
        foreach (var (key, value) in nested.Items)
        {
            text.Append(' ', indent + Step).Append(Key(key)).Append(" : ");
            Append(text, value, indent + Step);
            text.Append('\n');
        }

        text.Append(' ', indent).Append('}');
    }

    private static bool IsPlain(string value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.'))
                return false;
        }

        return value.Length > 0;
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(c) => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
