using Microsoft.Extensions.Hosting;

namespace Fard.Gateway.Hosting;

/// <summary>A host that begins and ends when it is told to.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
