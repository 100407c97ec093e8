using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Fard.Gateway.Dashboard.Live;

/// <summary>The wire form of a change of state, and the id by which a reader says what it has.</summary>
internal static class StateMessage
{
    /// <summary>Writes <c>{"epoch", "version", "full", "now", "set": {key: item}, "remove": [key]}</c>.</summary>
    public static ReadOnlyMemory<byte> Write(StateChange change, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + change.Set.Sum(item => item.Key.Length + item.Value.Length + 8));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("epoch", change.Epoch);
        json.WriteNumber("version", change.Version);
        json.WriteBoolean("full", change.IsFull);
        json.WriteString("now", now);
        json.WriteStartObject("set");
        foreach (var (key, item) in change.Set)
        {
            json.WritePropertyName(key);
            json.WriteRawValue(item, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteStartArray("remove");
        foreach (var key in change.Removed) json.WriteStringValue(key);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The id of a point in a numbered stream.</summary>
    public static string IdOf(string epoch, long number) => string.Create(CultureInfo.InvariantCulture, $"{epoch}-{number}");

    /// <summary>Reads an id; one that is none, from wherever it comes, is that of nothing.</summary>
    public static (string? Epoch, long Number) ReadId(string? id)
    {
        var dash = id?.LastIndexOf('-') ?? -1;
        return dash > 0 && long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (id![..dash], number) : (null, 0);
    }
}
