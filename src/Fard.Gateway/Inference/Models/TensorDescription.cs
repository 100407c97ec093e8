using System.Collections.Immutable;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference.Models;

/// <summary>One input or output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements.</param>
/// <param name="Shape">Its dimensions, the images first; -1: as many as a request has.</param>
public sealed record TensorDescription(string Name, TensorType Type, ImmutableArray<long> Shape);
