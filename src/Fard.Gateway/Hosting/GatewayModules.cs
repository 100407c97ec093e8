using Fard.Gateway.Access;
using Fard.Gateway.Dashboard;
using Fard.Gateway.Inference;

namespace Fard.Gateway.Hosting;

/// <summary>Everything that a gateway serves.</summary>
public static class GatewayModules
{
    /// <summary>The modules; each folder of capability adds its own here.</summary>
    public static IReadOnlyList<IGatewayModule> Create(GatewayContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var inference = new InferenceService(context.Settings, context.Runtime, context.Time);
        return
        [
            new SessionModule(context),
            new InferenceModule(context, inference),
            .. context.View is { } view ? new IGatewayModule[] { new DashboardModule(context, view) } : [],
        ];
    }
}
