using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fard.Actors.Content;

/// <summary>A listing as it stands in JSON; unknown, doubled and missing fields are errors.</summary>
internal sealed record ListingJson(int Format, ImmutableArray<EntryJson> Files);

/// <summary>One of its files.</summary>
internal sealed record EntryJson(string Path, long Length, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 4)]
[JsonSerializable(typeof(ListingJson))]
internal sealed partial class ListingJsonContext : JsonSerializerContext;
