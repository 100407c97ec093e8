using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Fard.Actors.Jobs;
using Fard.Client;
using Fard.Gateway.Access;
using Fard.Gateway.Dashboard.Items;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference;
using Fard.Gateway.Inference.Models;
using Fard.Networks.Description;
using Fard.Networks.Scores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>Sends one image through an application's pipeline: the body is its pixels, row by row, the channels of a pixel side by side.</summary>
internal sealed class TryApi(IInferenceRuntime runtime, ModelLabels labels, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/applications/{name}/try", TryAsync).RequireRole(GatewayRole.Submit);

    private async Task TryAsync(HttpContext http, string name)
    {
        if (await ApplicationsApi.FindAsync(http, runtime, name) is not { } application) return;
        if (runtime.FindNetwork(application.Network) is not { Image: { } shape } network)
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status400BadRequest, $"{application.Name} takes no images, as far as this gateway knows its network {application.Network}.");
            return;
        }

        if (await ReadPixelsAsync(http, shape) is not { } pixels) return;
        var id = JobId.New();
        var begun = time.GetTimestamp();
        ReadOnlyMemory<byte> output = default;
        await foreach (var result in runtime.RunAsync(name, JobData.FromPixels(pixels, 1), new JobOptions { Id = id, Timeout = Timeout }, http.RequestAborted)) output = result.Bytes;
        await Answers.WriteAsync(http, AnswerOf(id, network, labels.Of(application), output, time.GetElapsedTime(begun)), DashboardJson.Default.TryAnswer);
    }

    private static async Task<byte[]?> ReadPixelsAsync(HttpContext http, ImageShape shape)
    {
        var wanted = $"{shape.ByteCount} bytes: {shape.Width}x{shape.Height} pixels of {shape.Channels} {(shape.Channels == 1 ? "byte" : "bytes")}, row by row";
        if (http.Request.ContentType is not "application/octet-stream")
        {
            await GatewayErrors.WriteAsync(http, StatusCodes.Status415UnsupportedMediaType, $"Send Content-Type: application/octet-stream with {wanted}.");
            return null;
        }

        var body = new byte[shape.ByteCount + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length == shape.ByteCount) return body[..length];
        await GatewayErrors.WriteAsync(http, StatusCodes.Status400BadRequest, $"The body has {(length > shape.ByteCount ? "more than " : "")}{Math.Min(length, shape.ByteCount)} bytes; expected {wanted}.");
        return null;
    }

    private static TryAnswer AnswerOf(JobId id, NetworkDescription network, ImmutableArray<string> known, ReadOnlyMemory<byte> output, TimeSpan took)
    {
        var outputs = network.StreamBefore(network.Layers.Length).Channels;
        var names = known.IsEmpty || known.Length > outputs ? [.. Enumerable.Range(0, outputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"class {i}"))] : known;
        var best = new ScoreReader(network, names).Read(output.Span);
        ImmutableArray<ScoreAnswer> scores = best.Score is null
            ? []
            : [.. names.Select((name, i) => new ScoreAnswer(name, BinaryPrimitives.ReadInt16LittleEndian(output.Span[(2 * i)..])))];
        return new TryAnswer(id.ToString(), new ClassAnswer(best.Index, best.Name, best.Score), scores, took.TotalMilliseconds);
    }
}

/// <summary>What came back for an image.</summary>
/// <param name="Scores">By class; empty: the network answers with a class alone.</param>
/// <param name="Milliseconds">From the gateway to the cluster and back.</param>
internal sealed record TryAnswer(string Job, ClassAnswer Class, ImmutableArray<ScoreAnswer> Scores, double Milliseconds);

/// <summary>The class of an image.</summary>
internal sealed record ClassAnswer(int Index, string Name, int? Score);

/// <summary>The score of a class.</summary>
internal sealed record ScoreAnswer(string Name, int Score);
