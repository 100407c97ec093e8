using System.Collections.Immutable;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference;

/// <summary>A request for inference, however it came.</summary>
/// <param name="Id">The caller's name for it, which the answer repeats; null: none.</param>
/// <param name="Inputs">The tensors that came with it.</param>
public sealed record InferenceRequest(string? Id, ImmutableArray<InputTensor> Inputs)
{
    /// <summary>The tensors that are wanted, in this order; empty: all.</summary>
    public ImmutableArray<RequestedOutput> Outputs { get; init; } = [];

    /// <summary>Whether outputs are wanted in binary form where they do not say.</summary>
    public bool BinaryOutputs { get; init; }

    /// <summary>How long everything may take; null: as long as the gateway allows.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>A tensor that is wanted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Binary">Whether it is wanted in binary form; null: as the request says.</param>
public sealed record RequestedOutput(string Name, bool? Binary = null);

/// <summary>The answer to a request for inference.</summary>
/// <param name="Model">The model that ran it.</param>
/// <param name="Id">The request's id.</param>
/// <param name="Outputs">The tensors that were wanted.</param>
public sealed record InferenceResponse(Models.InferenceModel Model, string? Id, ImmutableArray<OutputTensor> Outputs);
