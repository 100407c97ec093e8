using System.Text.Encodings.Web;
using System.Text.Json;
using Fard.Gateway.Grpc;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Hosting;

/// <summary>Answers that are errors: <c>{"error": "..."}</c>, as the Open Inference Protocol has them; to calls of gRPC, a status.</summary>
public static class GatewayErrors
{
    // What stands in a message stands in the answer: it is never put into a page as it is.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an error, unless the answer has begun already.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string message)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        if (GrpcCall.IsGrpc(context.Request))
        {
            GrpcCall.WriteRefusal(context.Response, GrpcStatuses.OfHttp(status), message);
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(message), Options), context.RequestAborted);
    }

    private sealed record ErrorAnswer(string Error);
}
