using Fard.Gateway.Inference.Grpc.Wire;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Statistics;
using Fard.Gateway.Inference.Tensors;
using Google.Protobuf;

namespace Fard.Gateway.Inference.Grpc;

/// <summary>Answers as messages of the protocol.</summary>
internal static class GrpcAnswers
{
    public static ServerMetadataResponse Server()
    {
        var response = new ServerMetadataResponse { Name = ServerDescription.Name, Version = ServerDescription.Version };
        // Binary data is what gRPC carries anyhow.
        response.Extensions.AddRange(ServerDescription.Extensions);
        return response;
    }

    public static ModelMetadataResponse Metadata(InferenceModel model)
    {
        var response = new ModelMetadataResponse { Name = model.Name, Platform = model.Platform };
        response.Versions.Add(model.Version);
        response.Inputs.Add(Tensor(model.Input));
        response.Outputs.AddRange(model.Outputs.Select(Tensor));
        return response;
    }

    /// <summary>Tensors go back in raw form, as Triton's do.</summary>
    public static ModelInferResponse Inference(InferenceResponse inference)
    {
        var response = new ModelInferResponse { ModelName = inference.Model.Name, ModelVersion = inference.Model.Version, Id = inference.Id ?? "" };
        foreach (var output in inference.Outputs)
        {
            var tensor = new ModelInferResponse.Types.InferOutputTensor { Name = output.Name, Datatype = TensorTypes.NameOf(output.Type) };
            tensor.Shape.AddRange(output.Shape);
            response.Outputs.Add(tensor);
            response.RawOutputContents.Add(UnsafeByteOperations.UnsafeWrap(output.Data));
        }

        return response;
    }

    public static RepositoryIndexResponse.Types.ModelIndex Index(InferenceModel model, bool isLoaded) => new()
    {
        Name = model.Name,
        Version = model.Version,
        State = isLoaded ? "READY" : "UNAVAILABLE",
        Reason = isLoaded ? "" : "unloaded from this gateway",
    };

    public static Wire.ModelStatistics Statistics(InferenceModel model, ModelStatisticsSnapshot statistics)
    {
        var message = new Wire.ModelStatistics
        {
            Name = model.Name,
            Version = model.Version,
            LastInference = (ulong)(statistics.LastInference?.ToUnixTimeMilliseconds() ?? 0),
            InferenceCount = (ulong)statistics.Images,
            ExecutionCount = (ulong)statistics.Jobs,
            InferenceStats = new InferStatistics
            {
                Success = Duration(statistics.Success),
                Fail = Duration(statistics.Failure),
                Queue = Duration(statistics.Queue),
                ComputeInput = new StatisticDuration(),
                ComputeInfer = Duration(statistics.Compute),
                ComputeOutput = new StatisticDuration(),
            },
        };
        message.BatchStats.AddRange(statistics.Sizes.Select(size => new InferBatchStatistics
        {
            BatchSize = (ulong)size.Images,
            ComputeInput = new StatisticDuration(),
            ComputeInfer = Duration(size.Jobs),
            ComputeOutput = new StatisticDuration(),
        }));
        return message;
    }

    private static ModelMetadataResponse.Types.TensorMetadata Tensor(TensorDescription tensor)
    {
        var message = new ModelMetadataResponse.Types.TensorMetadata { Name = tensor.Name, Datatype = TensorTypes.NameOf(tensor.Type) };
        message.Shape.AddRange(tensor.Shape);
        return message;
    }

    private static StatisticDuration Duration(DurationCount duration) => new() { Count = (ulong)duration.Count, Ns = (ulong)duration.Nanoseconds };
}
