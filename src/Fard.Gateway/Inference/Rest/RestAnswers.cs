using System.Text.Json;
using System.Text.Json.Serialization;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Statistics;
using Fard.Gateway.Inference.Tensors;

namespace Fard.Gateway.Inference.Rest;

/// <summary>The JSON of answers that are no inference, with the protocol's field names.</summary>
internal static class RestAnswers
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public sealed record Live(bool IsLive)
    {
        [JsonPropertyName("live")]
        public bool IsLive { get; init; } = IsLive;
    }

    public sealed record ServerReady(bool Ready);

    public sealed record ModelReady(string Name, bool Ready);

    public sealed record ServerMetadata(string Name, string Version, IReadOnlyList<string> Extensions);

    public sealed record Tensor(string Name, string Datatype, IReadOnlyList<long> Shape)
    {
        public static Tensor Of(TensorDescription tensor) => new(tensor.Name, TensorTypes.NameOf(tensor.Type), tensor.Shape);
    }

    public sealed record ModelMetadata(string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Outputs)
    {
        public static ModelMetadata Of(InferenceModel model) => new(model.Name, [model.Version], model.Platform, [Tensor.Of(model.Input)], [.. model.Outputs.Select(Tensor.Of)]);
    }

    public sealed record IndexEntry(string Name, string Version, string State, string Reason)
    {
        public static IndexEntry Of(InferenceModel model, bool isLoaded) =>
            new(model.Name, model.Version, isLoaded ? "READY" : "UNAVAILABLE", isLoaded ? "" : "unloaded from this gateway");
    }

    public sealed record Duration(long Count, long Ns)
    {
        public static Duration Of(DurationCount duration) => new(duration.Count, duration.Nanoseconds);
    }

    public sealed record InferenceStats(Duration Success, Duration Fail, Duration Queue, Duration ComputeInput, Duration ComputeInfer, Duration ComputeOutput);

    public sealed record BatchStats(int BatchSize, Duration ComputeInput, Duration ComputeInfer, Duration ComputeOutput);

    public sealed record ModelStats(
        string Name, string Version, long LastInference, long InferenceCount, long ExecutionCount, InferenceStats InferenceStats, IReadOnlyList<BatchStats> BatchStats)
    {
        // The runtime packs, computes and unpacks at the same time: its time is not split.
        private static readonly Duration None = new(0, 0);

        public static ModelStats Of(InferenceModel model, ModelStatisticsSnapshot statistics) => new(
            model.Name,
            model.Version,
            statistics.LastInference?.ToUnixTimeMilliseconds() ?? 0,
            statistics.Images,
            statistics.Jobs,
            new InferenceStats(Duration.Of(statistics.Success), Duration.Of(statistics.Failure), Duration.Of(statistics.Queue), None, Duration.Of(statistics.Compute), None),
            [.. statistics.Sizes.Select(size => new BatchStats(size.Images, None, Duration.Of(size.Jobs), None))]);
    }

    public sealed record AllStats(IReadOnlyList<ModelStats> Stats)
    {
        [JsonPropertyName("model_stats")]
        public IReadOnlyList<ModelStats> Stats { get; init; } = Stats;
    }
}
