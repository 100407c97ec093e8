using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Fard.Gateway.Grpc;
using Google.Protobuf;

namespace Fard.Gateway.Tests.Grpc;

/// <summary>Makes calls byte by byte over HTTP/2, right and wrong ones.</summary>
internal sealed class GrpcClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Calls a method with a message.</summary>
    public Task<GrpcAnswer> CallAsync(string path, IMessage message, params (string Name, string Value)[] headers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        GrpcFrame.Write(buffer, message);
        return SendAsync(path, buffer.WrittenMemory.ToArray(), "application/grpc", headers);
    }

    /// <summary>Calls a method with any bytes.</summary>
    public async Task<GrpcAnswer> SendAsync(
        string path, byte[] body, string contentType = "application/grpc", (string Name, string Value)[]? headers = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // An answer without a message has its status in the headers.
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var trailer) ? trailer.Single()
            : response.Headers.TryGetValues("grpc-status", out var header) ? header.Single() : "-1";
        var message = response.Headers.TryGetValues("grpc-message", out var text) ? Uri.UnescapeDataString(text.Single()) : "";
        var pushback = response.Headers.TryGetValues("grpc-retry-pushback-ms", out var wait) ? wait.Single() : null;
        return new GrpcAnswer(response.StatusCode, (GrpcStatus)int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), message, answer) { Pushback = pushback };
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record GrpcAnswer(HttpStatusCode Http, GrpcStatus Status, string Message, byte[] Body)
{
    public string? Pushback { get; init; }

    public T Read<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        Status.ShouldBe(GrpcStatus.Ok, Message);
        return parser.ParseFrom(GrpcFrame.Unwrap(Body).Span);
    }
}
