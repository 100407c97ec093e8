using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Fard.Actors.Programs.Processes.Protocol;

/// <summary>Reads and writes the JSON headers. Unknown fields are ignored: a later version of the library may say more.</summary>
internal static class ProgramJson
{
    /// <summary>The protocol's version: both sides have to speak the same.</summary>
    public const int Version = 1;

    /// <summary>The header of a frame that comes from outside.</summary>
    /// <exception cref="ProgramProtocolException">It is no JSON, or lacks something.</exception>
    public static T Read<T>(ReadOnlySpan<byte> header, JsonTypeInfo<T> type, ProgramFrameType frame)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(header, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException exception)
        {
            throw new ProgramProtocolException($"The header of a {frame} frame cannot be read: {exception.Message}", exception);
        }
    }

    public static byte[] Write<T>(T header, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(header, type);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(HelloHeader))]
[JsonSerializable(typeof(WelcomeHeader))]
[JsonSerializable(typeof(FireHeader))]
[JsonSerializable(typeof(RequestHeader))]
[JsonSerializable(typeof(PeersHeader))]
[JsonSerializable(typeof(LoadHeader))]
[JsonSerializable(typeof(RunHeader))]
[JsonSerializable(typeof(AnswerHeader))]
[JsonSerializable(typeof(LogHeader))]
[JsonSerializable(typeof(EventHeader))]
[JsonSerializable(typeof(NumberHeader))]
[JsonSerializable(typeof(PongHeader))]
[JsonSerializable(typeof(CrashHeader))]
[JsonSerializable(typeof(ReasonHeader))]
[JsonSerializable(typeof(ImmutableArray<PeerEntry>))]
internal sealed partial class ProgramJsonContext : JsonSerializerContext;
