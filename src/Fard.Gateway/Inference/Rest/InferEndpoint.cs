using System.Globalization;
using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Models;
using Fard.Gateway.Inference.Tensors;
using Microsoft.AspNetCore.Http;

namespace Fard.Gateway.Inference.Rest;

/// <summary>
/// <c>POST .../infer</c>. The body is JSON; JSON with binary tensors behind it, where the header Inference-Header-Content-Length says how long the JSON is;
/// with 0 in that header the images alone; or, of type image/png, one PNG.
/// </summary>
internal sealed class InferEndpoint(InferenceService service, BodyReader bodies, GatewaySettings settings)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["model"]!;
        var version = (string?)context.Request.RouteValues["version"] ?? "";
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        var request = await ReadAsync(context, name, version, body.Body);
        await ResponseWriter.WriteAsync(context, request, await service.InferAsync(name, version, request, context.RequestAborted));
    }

    private async Task<InferenceRequest> ReadAsync(HttpContext context, string name, string version, ReadOnlyMemory<byte> body)
    {
        if (context.Request.ContentType?.StartsWith("image/png", StringComparison.OrdinalIgnoreCase) is true)
            return new InferenceRequest(null, [new InputTensor(InferenceModel.InputName, TensorType.Bytes, [1]) { Strings = [body] }]);
        if (!context.Request.Headers.TryGetValue(ResponseWriter.JsonLengthHeader, out var header)) return RequestReader.Read(body, default, settings.MaxBody);
        if (!int.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > body.Length)
            throw InferenceException.Invalid($"{ResponseWriter.JsonLengthHeader} is '{header}'; the body has {body.Length} bytes.");
        return length > 0 ? RequestReader.Read(body[..length], body[length..], settings.MaxBody) : await ReadImagesAsync(name, version, body, context.RequestAborted);
    }

    // How many images there are follows from the length of the body.
    private async Task<InferenceRequest> ReadImagesAsync(string name, string version, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var model = await service.FindModelAsync(name, version, cancellationToken);
        var (count, rest) = Math.DivRem(body.Length, model.BytesPerImage);
        if (rest > 0) throw InferenceException.Invalid($"the body has {body.Length} bytes; an image of model '{name}' has {model.BytesPerImage}.");
        return new InferenceRequest(null, [new InputTensor(InferenceModel.InputName, TensorType.UInt8, model.Input.Shape.SetItem(0, count)) { Data = body }]) { BinaryOutputs = true };
    }
}
