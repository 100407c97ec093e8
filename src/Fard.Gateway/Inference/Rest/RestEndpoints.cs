using Fard.Gateway.Access;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Inference.Rest;

/// <summary>The Open Inference Protocol over REST, and what Triton's clients use beside it: statistics and the repository.</summary>
internal sealed class RestEndpoints(InferenceService service, BodyReader bodies, GatewaySettings settings)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v2/health/live", () => Json(new RestAnswers.Live(true))).AllowWithoutToken();
        routes.MapGet("/v2/health/ready", ServerReadyAsync).AllowWithoutToken();
        routes.MapGet("/v2", () => Json(new RestAnswers.ServerMetadata(ServerDescription.Name, ServerDescription.Version, ServerDescription.Extensions))).RequireRole(GatewayRole.Read);
        routes.MapGet("/v2/models/stats", AllStatsAsync).RequireRole(GatewayRole.Read);

        var infer = new InferEndpoint(service, bodies, settings);
        foreach (var model in new[] { "/v2/models/{model}", "/v2/models/{model}/versions/{version}" })
        {
            routes.MapGet(model, MetadataAsync).RequireRole(GatewayRole.Read);
            routes.MapGet($"{model}/ready", ModelReadyAsync).RequireRole(GatewayRole.Read);
            routes.MapGet($"{model}/stats", StatsAsync).RequireRole(GatewayRole.Read);
            routes.MapPost($"{model}/infer", infer.InvokeAsync).RequireRole(GatewayRole.Submit);
        }

        var repository = new RepositoryEndpoints(service, bodies);
        routes.MapPost("/v2/repository/index", (Delegate)repository.IndexAsync).RequireRole(GatewayRole.Read);
        routes.MapPost("/v2/repository/models/{model}/load", repository.LoadAsync).RequireRole(GatewayRole.Operate);
        routes.MapPost("/v2/repository/models/{model}/unload", repository.UnloadAsync).RequireRole(GatewayRole.Operate);
    }

    internal static IResult Json<T>(T answer) => Results.Json(answer, RestAnswers.Options);

    private async Task<IResult> ServerReadyAsync(CancellationToken cancellationToken)
    {
        await service.ListModelsAsync(cancellationToken);
        return Json(new RestAnswers.ServerReady(true));
    }

    private async Task<IResult> MetadataAsync(string model, string? version, CancellationToken cancellationToken) =>
        Json(RestAnswers.ModelMetadata.Of(await service.DescribeModelAsync(model, version ?? "", cancellationToken)));

    private async Task<IResult> ModelReadyAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var found = await service.DescribeModelAsync(model, version ?? "", cancellationToken);
        service.Models.CheckLoaded(found);
        return Json(new RestAnswers.ModelReady(found.Name, true));
    }

    private async Task<IResult> StatsAsync(string model, string? version, CancellationToken cancellationToken)
    {
        var found = await service.DescribeModelAsync(model, version ?? "", cancellationToken);
        return Json(new RestAnswers.AllStats([RestAnswers.ModelStats.Of(found, service.StatisticsOf(found.Name))]));
    }

    private async Task<IResult> AllStatsAsync(CancellationToken cancellationToken)
    {
        var models = await service.ListModelsAsync(cancellationToken);
        return Json(new RestAnswers.AllStats([.. models.Select(model => RestAnswers.ModelStats.Of(model, service.StatisticsOf(model.Name)))]));
    }
}
