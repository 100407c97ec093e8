using System.Text.Json;
using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Inference.Rest;

/// <summary>The model repository: which applications there are, and whether this gateway takes requests for them.</summary>
internal sealed class RepositoryEndpoints(InferenceService service, BodyReader bodies)
{
    public async Task<IResult> IndexAsync(HttpContext context)
    {
        var onlyReady = await ReadFieldAsync(context, "ready") is { ValueKind: JsonValueKind.True };
        var models = await service.ListModelsAsync(context.RequestAborted);
        return RestEndpoints.Json(models
            .Select(model => RestAnswers.IndexEntry.Of(model, service.Models.IsLoaded(model.Name)))
            .Where(entry => !onlyReady || service.Models.IsLoaded(entry.Name))
            .ToArray());
    }

    /// <summary>Takes requests for a model again; with the parameter <c>config</c>, deploys that text as its plan first.</summary>
    public async Task<IResult> LoadAsync(HttpContext context, string model)
    {
        var parameters = await ReadFieldAsync(context, "parameters");
        string? plan = null;
        if (parameters is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("config", out var config))
            plan = config.ValueKind == JsonValueKind.String ? config.GetString() : throw InferenceException.Invalid("the parameter 'config' is no string.");
        await service.LoadAsync(model, plan, context.RequestAborted);
        return Results.Ok();
    }

    public async Task<IResult> UnloadAsync(HttpContext context, string model)
    {
        await service.UnloadAsync(model, context.RequestAborted);
        return Results.Ok();
    }

    // These requests may have no body at all.
    private async Task<JsonElement?> ReadFieldAsync(HttpContext context, string name)
    {
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Body.IsEmpty) return null;
        try
        {
            using var document = JsonDocument.Parse(body.Body, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw InferenceException.Invalid("the request is no JSON object.");
            return document.RootElement.TryGetProperty(name, out var field) ? field.Clone() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InferenceException(InferenceFailure.InvalidArgument, $"the request is no valid JSON: {exception.Message}", exception);
        }
    }
}
