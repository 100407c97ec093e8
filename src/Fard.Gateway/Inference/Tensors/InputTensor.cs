using System.Collections.Immutable;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>A tensor that came with a request, however it was written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions, as the caller states them.</param>
public sealed record InputTensor(string Name, TensorType Type, ImmutableArray<long> Shape)
{
    /// <summary>Its elements, row-major and little-endian; for <see cref="TensorType.Bytes"/> empty.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Its elements where these are strings of bytes.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Strings { get; init; } = [];
}
