using System.Collections.Immutable;

namespace Fard.Gateway.Inference.Tensors;

/// <summary>A tensor that goes back.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Data">Its elements in binary form: row-major, little-endian, strings behind their length in 32 bits.</param>
public sealed record OutputTensor(string Name, TensorType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data);
