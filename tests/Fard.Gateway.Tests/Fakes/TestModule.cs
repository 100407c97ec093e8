using Fard.Gateway.Hosting;
using Microsoft.AspNetCore.Routing;

namespace Fard.Gateway.Tests.Fakes;

/// <summary>A module that maps what a test wants.</summary>
internal sealed class TestModule(Action<IEndpointRouteBuilder> map) : IGatewayModule, IAsyncDisposable
{
    public bool IsDisposed { get; private set; }

    public void Map(IEndpointRouteBuilder routes) => map(routes);

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
