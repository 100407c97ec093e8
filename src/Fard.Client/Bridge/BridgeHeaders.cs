using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fard.Client.Bridge;

/// <summary>Header of a call; which of the fields count, its method says.</summary>
/// <param name="Id">The call's number, which everything that belongs to it repeats.</param>
internal sealed record CallHeader(long Id, string Method)
{
    /// <summary>Name of an application, or id of one that was sent.</summary>
    public string App { get; init; } = "";

    /// <summary>Folder of an application.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Images of a job.</summary>
    public int Images { get; init; }

    /// <summary>Bytes of a job's images, which follow in JobData frames.</summary>
    public long Bytes { get; init; }

    /// <summary>Whether the images are packed already.</summary>
    public bool Packed { get; init; }

    /// <summary>Image files or folders of them, in place of bytes.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Seconds that a job may take; null: as long as the cluster allows.</summary>
    public double? Timeout { get; init; }

    /// <summary>Whether output is collected.</summary>
    public bool Collect { get; init; }
}

/// <summary>Header of the frames that belong to a call and say no more.</summary>
internal sealed record CallReference(long Id);

/// <summary>Header of the answer to a call.</summary>
internal sealed record CallAnswer(long Id)
{
    /// <summary>Why it failed; null: it did not.</summary>
    public string? Error { get; init; }

    /// <summary>What kind of failure it was, such as <c>NoFreeBoard</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Id of an application that was sent.</summary>
    public string? App { get; init; }

    /// <summary>The peer that put out the body.</summary>
    public string? Peer { get; init; }

    /// <summary>Whether there is no more output, because the application was killed.</summary>
    public bool Ended { get; init; }
}

/// <summary>Header of results; the body holds them one behind the other.</summary>
/// <param name="First">Number of the first image, counted from 0.</param>
internal sealed record ResultsHeader(long Id, int Count, int First = 0);

/// <summary>An application in the body of the answer to <c>applications</c>.</summary>
/// <param name="InputBytes">Bytes of one packed image.</param>
/// <param name="PixelBytes">Bytes of one image as pixels; 0: it takes packed images only.</param>
internal sealed record ApplicationEntry(string Name, string Network, int InputBytes, int OutputBytes, int MaxImages, int PixelBytes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CallHeader))]
[JsonSerializable(typeof(CallReference))]
[JsonSerializable(typeof(CallAnswer))]
[JsonSerializable(typeof(ResultsHeader))]
[JsonSerializable(typeof(ImmutableArray<ApplicationEntry>))]
internal sealed partial class BridgeJsonContext : JsonSerializerContext;
