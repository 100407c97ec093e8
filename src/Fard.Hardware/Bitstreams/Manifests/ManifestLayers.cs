using System.Text.Json;
using System.Text.Json.Serialization;
using Fard.Networks.Description;

namespace Fard.Hardware.Bitstreams.Manifests;

/// <summary>
/// The layers that a package's kernel computes: <c>{ "first": 0, "last": 5 }</c>, or <c>"any"</c> for a kernel whose layers are chosen when it is loaded.
/// </summary>
/// <param name="Range">The range, or null for any.</param>
[JsonConverter(typeof(Converter))]
public sealed record ManifestLayers(LayerRange? Range)
{
    private const string AnyText = "any";

    /// <summary>Any contiguous range.</summary>
    public static ManifestLayers Any { get; } = new((LayerRange?)null);

    internal sealed class Converter : JsonConverter<ManifestLayers>
    {
        public override ManifestLayers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(AnyText))
                return Any;
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new JsonException("layers is \"any\" or { \"first\": n, \"last\": n }.");

            int? first = null;
            int? last = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var field = reader.GetString();
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var value))
                    throw new JsonException($"layers.{field} is no whole number.");
                if (field == "first" && first is null)
                    first = value;
                else if (field == "last" && last is null)
                    last = value;
                else
                    throw new JsonException($"layers.{field} is unknown or stands twice.");
            }

            return first is { } from && last is { } to ? new ManifestLayers(new LayerRange(from, to)) : throw new JsonException("layers needs first and last.");
        }

        public override void Write(Utf8JsonWriter writer, ManifestLayers value, JsonSerializerOptions options)
        {
            if (value.Range is not { } range)
            {
                writer.WriteStringValue(AnyText);
                return;
            }

            writer.WriteStartObject();
            writer.WriteNumber("first", range.First);
            writer.WriteNumber("last", range.Last);
            writer.WriteEndObject();
        }
    }
}
