using Fard.Gateway.Hosting;
using Fard.Gateway.Inference.Grpc;
using Fard.Gateway.Inference.Rest;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Inference;

/// <summary>The Open Inference Protocol, over REST and over gRPC.</summary>
/// <param name="service">What runs requests; the module disposes it.</param>
internal sealed class InferenceModule(GatewayContext context, InferenceService service) : IGatewayModule, IAsyncDisposable
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var bodies = new BodyReader(context.Settings.MaxBody, context.Settings.MaxBuffered);
        new RestEndpoints(service, bodies, context.Settings).Map(routes);
        new InferenceGrpcService(service, bodies, context.Time).Map(routes);
    }

    public ValueTask DisposeAsync()
    {
        service.Dispose();
        return ValueTask.CompletedTask;
    }
}
