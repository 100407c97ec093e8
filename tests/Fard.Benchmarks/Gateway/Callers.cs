using System.Net;
using System.Net.Http.Headers;
using Fard.Client;
using Fard.Gateway.Grpc;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Grpc.Wire;
using Google.Protobuf;

namespace Fard.Benchmarks.Gateway;

/// <summary>One way to have images classified: the client API, or the gateway over REST or gRPC.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="CallAsync">Sends so many images and returns when every result is there.</param>
internal sealed record Caller(string Name, Func<int, Task> CallAsync)
{
    private const int ImageBytes = 32 * 32 * 3;

    /// <summary>The client API.</summary>
    public static Caller Bare(FardClient client, byte[] pixels) => new("client API", async images =>
    {
        var results = 0;
        await foreach (var result in client.SendJobDataAsync(EmulatedCluster.Application, pixels.AsMemory(0, images * ImageBytes), images)) results += result.Bytes.Length > 0 ? 1 : 0;
        if (results != images) throw new InvalidOperationException($"{results} results of {images} images.");
    });

    /// <summary>REST with binary tensors.</summary>
    public static Caller Rest(GatewayServer server, HttpClient http, byte[] pixels) => new("gateway, REST", async images =>
    {
        using var content = new ByteArrayContent(pixels, 0, images * ImageBytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("Inference-Header-Content-Length", "0");
        using var answer = await http.PostAsync(new Uri(server.Address, $"/v2/models/{EmulatedCluster.Application}/infer"), content);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    });

    /// <summary>gRPC with raw tensors.</summary>
    public static Caller Grpc(GatewayServer server, HttpClient http, byte[] pixels) => new("gateway, gRPC", async images =>
    {
        var message = new ModelInferRequest { ModelName = EmulatedCluster.Application };
        message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = "input", Datatype = "UINT8" });
        message.Inputs[0].Shape.AddRange([images, 32, 32, 3]);
        message.RawInputContents.Add(UnsafeByteOperations.UnsafeWrap(pixels.AsMemory(0, images * ImageBytes)));
        var body = new System.Buffers.ArrayBufferWriter<byte>(message.CalculateSize() + GrpcFrame.PrefixBytes);
        GrpcFrame.Write(body, message);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.GrpcAddress, "/inference.GRPCInferenceService/ModelInfer"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(body.WrittenMemory),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var answer = await http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.TrailingHeaders.TryGetValues("grpc-status", out var status) || status.Single() != "0") throw new InvalidOperationException("A call of gRPC failed.");
        ModelInferResponse.Parser.ParseFrom(GrpcFrame.Unwrap(bytes).Span);
    });
}
