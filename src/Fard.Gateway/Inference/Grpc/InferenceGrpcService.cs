using Fard.Gateway.Access;
using Fard.Gateway.Grpc;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Grpc.Wire;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Inference.Grpc;

/// <summary>The service <c>inference.GRPCInferenceService</c>.</summary>
internal sealed class InferenceGrpcService(InferenceService service, BodyReader bodies, TimeProvider time)
{
    private const string Name = "inference.GRPCInferenceService";

    public void Map(IEndpointRouteBuilder routes)
    {
        var methods = new GrpcService(routes, Name, Explain, bodies, time);
        methods.Unary("ServerLive", GatewayRole.None, ServerLiveRequest.Parser, (_, _) => Task.FromResult(new ServerLiveResponse { Live = true }));
        methods.Unary("ServerReady", GatewayRole.None, ServerReadyRequest.Parser, ServerReadyAsync);
        methods.Unary("ServerMetadata", GatewayRole.Read, ServerMetadataRequest.Parser, (_, _) => Task.FromResult(GrpcAnswers.Server()));
        methods.Unary("ModelReady", GatewayRole.Read, ModelReadyRequest.Parser, ModelReadyAsync);
        methods.Unary("ModelMetadata", GatewayRole.Read, ModelMetadataRequest.Parser, ModelMetadataAsync);
        methods.Unary("ModelInfer", GatewayRole.Submit, ModelInferRequest.Parser, ModelInferAsync);
        methods.Unary("ModelStatistics", GatewayRole.Read, ModelStatisticsRequest.Parser, ModelStatisticsAsync);
        methods.Unary("RepositoryIndex", GatewayRole.Read, RepositoryIndexRequest.Parser, IndexAsync);
        methods.Unary("RepositoryModelLoad", GatewayRole.Operate, RepositoryModelLoadRequest.Parser, LoadAsync);
        methods.Unary("RepositoryModelUnload", GatewayRole.Operate, RepositoryModelUnloadRequest.Parser, UnloadAsync);
    }

    private static GrpcException? Explain(Exception exception)
    {
        if (exception is not InferenceException inference) return null;
        var status = inference.Failure switch
        {
            InferenceFailure.InvalidArgument => GrpcStatus.InvalidArgument,
            InferenceFailure.NotFound => GrpcStatus.NotFound,
            InferenceFailure.Overloaded => GrpcStatus.ResourceExhausted,
            InferenceFailure.DeadlineExceeded => GrpcStatus.DeadlineExceeded,
            InferenceFailure.Unavailable => GrpcStatus.Unavailable,
            _ => GrpcStatus.Internal,
        };
        return new GrpcException(status, inference.Message, inference) { RetryAfter = inference.RetryAfter };
    }

    private async Task<ServerReadyResponse> ServerReadyAsync(ServerReadyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await service.ListModelsAsync(cancellationToken);
            return new ServerReadyResponse { Ready = true };
        }
        catch (InferenceException)
        {
            return new ServerReadyResponse { Ready = false };
        }
    }

    private async Task<ModelReadyResponse> ModelReadyAsync(ModelReadyRequest request, CancellationToken cancellationToken)
    {
        var model = await service.DescribeModelAsync(request.Name, request.Version, cancellationToken);
        return new ModelReadyResponse { Ready = service.Models.IsLoaded(model.Name) };
    }

    private async Task<ModelMetadataResponse> ModelMetadataAsync(ModelMetadataRequest request, CancellationToken cancellationToken) =>
        GrpcAnswers.Metadata(await service.DescribeModelAsync(request.Name, request.Version, cancellationToken));

    private async Task<ModelInferResponse> ModelInferAsync(ModelInferRequest request, CancellationToken cancellationToken) =>
        GrpcAnswers.Inference(await service.InferAsync(request.ModelName, request.ModelVersion, GrpcRequests.Read(request), cancellationToken));

    private async Task<ModelStatisticsResponse> ModelStatisticsAsync(ModelStatisticsRequest request, CancellationToken cancellationToken)
    {
        var models = request.Name.Length == 0
            ? await service.ListModelsAsync(cancellationToken)
            : [await service.DescribeModelAsync(request.Name, request.Version, cancellationToken)];
        var response = new ModelStatisticsResponse();
        response.ModelStats.AddRange(models.Select(model => GrpcAnswers.Statistics(model, service.StatisticsOf(model.Name))));
        return response;
    }

    private async Task<RepositoryIndexResponse> IndexAsync(RepositoryIndexRequest request, CancellationToken cancellationToken)
    {
        var response = new RepositoryIndexResponse();
        foreach (var model in await service.ListModelsAsync(cancellationToken))
        {
            var isLoaded = service.Models.IsLoaded(model.Name);
            if (isLoaded || !request.Ready) response.Models.Add(GrpcAnswers.Index(model, isLoaded));
        }

        return response;
    }

    private async Task<RepositoryModelLoadResponse> LoadAsync(RepositoryModelLoadRequest request, CancellationToken cancellationToken)
    {
        var plan = request.Parameters.TryGetValue("config", out var config) ? config.StringParam : null;
        await service.LoadAsync(request.ModelName, plan, cancellationToken);
        return new RepositoryModelLoadResponse();
    }

    private async Task<RepositoryModelUnloadResponse> UnloadAsync(RepositoryModelUnloadRequest request, CancellationToken cancellationToken)
    {
        await service.UnloadAsync(request.ModelName, cancellationToken);
        return new RepositoryModelUnloadResponse();
    }
}
