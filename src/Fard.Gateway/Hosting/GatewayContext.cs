using Fard.Client;
using Fard.Gateway.Inference;
using Microsoft.Extensions.Logging;

namespace Fard.Gateway.Hosting;

/// <summary>What every module gets.</summary>
/// <param name="Settings">The configuration.</param>
/// <param name="Runtime">What runs the images of requests.</param>
public sealed record GatewayContext(GatewaySettings Settings, IInferenceRuntime Runtime)
{
    /// <summary>What people see of the cluster; null: this gateway cannot say, and modules that show it are left out.</summary>
    public IClusterView? View { get; init; }

    /// <summary>The clock of deadlines and delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the server's own log goes; null: nowhere.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }
}
