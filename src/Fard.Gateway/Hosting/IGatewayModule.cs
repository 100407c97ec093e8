using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Hosting;

/// <summary>
/// One capability of the gateway: it adds its endpoints, each with <c>RequireRole</c> or <c>AllowWithoutToken</c>. A module that is
/// <see cref="IAsyncDisposable"/> is disposed when the server has stopped.
/// </summary>
public interface IGatewayModule
{
    /// <summary>Adds the endpoints; called once, before the server listens.</summary>
    void Map(IEndpointRouteBuilder routes);
}
