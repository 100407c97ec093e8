using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fard.Hardware.Bitstreams.Manifests;

/// <summary>Reads and writes <c>manifest.json</c>. Unknown, doubled and missing fields are errors.</summary>
public static class ManifestJson
{
    /// <summary>A manifest's largest length in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a manifest; what it says is not checked yet.</summary>
    /// <param name="package">The package's name, for the error.</param>
    /// <param name="json">The file's content.</param>
    /// <exception cref="BitstreamPackageException">It is not the JSON of a manifest; the message says where.</exception>
    public static BitstreamManifest Read(string package, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ManifestJsonContext.Default.BitstreamManifest) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException damage)
        {
            throw new BitstreamPackageException(package, $"its {BitstreamManifest.FileName} cannot be read: {damage.Message} See docs/bitstreams.md for the format.", damage);
        }
    }

    /// <summary>The manifest as indented JSON with a line feed at its end.</summary>
    public static byte[] Write(BitstreamManifest manifest) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJsonContext.Default.BitstreamManifest), (byte)'\n'];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    NewLine = "\n",
    WriteIndented = true)]
[JsonSerializable(typeof(BitstreamManifest))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
