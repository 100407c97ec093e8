using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Dashboard.Api;

/// <summary>Answers in JSON.</summary>
internal static class Answers
{
    public static Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type) =>
        WriteAsync(http, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static async Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = json.Length;
        // What the cluster does now is nothing to keep.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }
}
